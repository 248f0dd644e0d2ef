"""The figures of a run in the terminal."""

from typing import Any

from rich.console import Console
from rich.table import Table

from tests.bench.figures import from_json, ranking
from tests.bench.groups import GROUPS, UNITS
from tests.bench.names import DATABASES, NAMES, in_order, row_title, titled
from tests.bench.overview import overviews
from tests.bench.report import kept, refused_rows
from tests.bench.summary import summary
from tests.bench.targets import targets


def show(report: dict[str, Any]) -> None:
    console = Console()
    facts = report["machine"]
    for group in [group for group in GROUPS if group in report["results"]]:
        console.print(_figures(group, report["results"][group]))
    for group, (head, *rows) in overviews(report["results"]).items():
        if rows:
            console.print(_table(GROUPS[group].title, head, rows))
    if report["mode"] == "full":
        console.print(_targets(report))
    console.print(_table("Memory of a process", *_memory(report["processes"])))
    for claim in report["claims"].values():
        if claim["verdict"] == "not measured" and report["mode"] == "quick":
            continue  # a quick run cannot tell
        console.print(f"[bold]{claim['verdict']}[/]: {claim['claim']} {claim['because']}")
    for subject, text in summary(report):
        console.print(f"[bold]{subject}.[/] {text}")
    for group, row, database, name, reason in refused_rows(report):
        title = f"{row_title(group, row)}, {DATABASES[database]}, {NAMES[name]}"
        console.print(f"[bold]Refused[/]: {title}: {reason}.")
    console.print(
        f"{facts['processors']} of {facts['processor']}, {facts['system']},"
        f" Python {facts['python']}; {report['client']}; {report['rounds']} rounds,"
        f" {report['seconds']} s"
    )


def _figures(group: str, rows: dict[str, Any]) -> Table:
    figure = GROUPS[group].figure
    shown = []
    for row, databases in in_order(rows, group).items():
        for database, found in databases.items():
            cells = titled(found)
            lines = [f"{name} {_cell(cell, figure)}" for name, cell in cells.items()]
            spreads = kept(cells, figure)
            order = ranking(spreads, most_first=figure == "rate") if len(spreads) > 1 else ""
            place = f"\n{DATABASES[database]}" if database != "none" else ""
            title = row_title(group, row) + place
            shown.append([title, "\n".join(lines), order.replace("; ", "\n")])
    head = ["Row", "Median (least-most)", "Separable"]
    return _table(f"{GROUPS[group].title}. {UNITS[figure]}", head, shown)


def _targets(report: dict[str, Any]) -> Table:
    rows = [
        [each.goal, each.verdict, each.worst, f"{each.kept} of {each.of}"]
        for each in targets(report)
    ]
    return _table("Targets", ["Target", "Verdict", "Worst", "Within"], rows)


def _memory(processes: dict[str, Any]) -> tuple[list[str], list[list[str]]]:
    head = ["Framework", "Database", "Idle, MiB", "After load, MiB", "Requests", "Logins", "Failed"]
    keys = ("idle_mib", "loaded_mib", "requests", "logins", "failed")
    rows = [
        [NAMES[name], DATABASES[kind], *(f"{held.get(key, 0):,}" for key in keys)]
        for name, kinds in processes.items()
        for kind, held in kinds.items()
    ]
    return head, rows


def _table(title: str, head: list[str], rows: list[list[str]]) -> Table:
    table = Table(title=title, title_justify="left", show_lines=True)
    for each in head:
        table.add_column(each)
    for row in rows:
        table.add_row(*row)
    return table


def _cell(cell: dict[str, Any], figure: str) -> str:
    if cell["refused"]:
        return "refused"
    value = from_json(cell[figure])
    return f"{value.median:,g} ({value.least:,g}-{value.most:,g})"
