"""The figures of a run in the terminal."""

from typing import Any

from rich.console import Console
from rich.table import Table

from tests.bench.figures import from_json, ranking
from tests.bench.groups import GROUPS, UNITS
from tests.bench.report import kept


def show(report: dict[str, Any]) -> None:
    console = Console()
    facts = report["machine"]
    console.print(
        f"{facts['processors']} of {facts['processor']}, {facts['system']},"
        f" Python {facts['python']}; {report['client']}; {report['rounds']} rounds,"
        f" {report['seconds']} s"
    )
    for group, rows in report["results"].items():
        console.print(_table(group, rows))
    for claim in report["claims"].values():
        console.print(f"[bold]{claim['verdict']}[/]: {claim['claim']} {claim['because']}")
    for name, kinds in report["processes"].items():
        for kind, held in kinds.items():
            console.print(name, kind, {k: v for k, v in held.items() if k != "start_s"})


def _table(group: str, rows: dict[str, Any]) -> Table:
    figure = GROUPS[group].figure
    table = Table(title=f"{GROUPS[group].title}: {UNITS[figure]}", title_justify="left")
    for title in ("row", "database", "median (least to most)", "who leads"):
        table.add_column(title)
    for row, databases in rows.items():
        for database, cells in databases.items():
            lines = [f"{name} {_cell(cell, figure)}" for name, cell in cells.items()]
            spreads = kept(cells, figure)
            order = ranking(spreads, most_first=figure == "rate") if len(spreads) > 1 else ""
            table.add_row(row, database, "\n".join(lines), order)
    return table


def _cell(cell: dict[str, Any], figure: str) -> str:
    if cell["refused"]:
        return f"refused: {cell['refused']}"
    value = from_json(cell[figure])
    return f"{value.median:,g} ({value.least:,g} to {value.most:,g})"
