"""The page of the benchmark: the figures that were kept, as tables and plots."""

import json
from dataclasses import dataclass
from typing import Any

from tests.bench.figures import from_json, ranking
from tests.bench.groups import GROUPS, UNITS
from tests.bench.report import kept
from tests.tools.environments import ROOT

KEPT = ROOT / "docs" / "bench.json"
# Of a plot, in its own units: where bars begin, how long they may be, and how high each is.
LEFT, LONGEST, STEP = 150, 230, 24


@dataclass(frozen=True)
class Bar:
    """A median as a bar, the least and the most as a line over it."""

    name: str
    top: int
    width: int
    least: int
    most: int
    label: str


@dataclass(frozen=True)
class Plot:
    """The bars of one row on one database."""

    row: str
    database: str
    bars: list[Bar]
    order: str

    @property
    def height(self) -> int:
        return STEP * len(self.bars)


def read() -> dict[str, Any]:
    report: dict[str, Any] = json.loads(KEPT.read_text("utf-8"))
    return report


def values(report: dict[str, Any]) -> dict[str, Any]:
    """What the template shows."""
    shown = [group for group in GROUPS if group in report["results"]]
    plots = {group: plots_of(report["results"][group], GROUPS[group].figure) for group in shown}
    return {"report": report, "plots": plots, "kinds": GROUPS, "units": UNITS, "left": LEFT}


def plots_of(rows: dict[str, Any], figure: str) -> list[Plot]:
    return [
        plot(row, database, cells, figure)
        for row, databases in rows.items()
        for database, cells in databases.items()
    ]


def plot(row: str, database: str, cells: dict[str, Any], figure: str) -> Plot:
    """All bars of a plot have the same scale; a refused row has a reason instead of a bar."""
    spreads = kept(cells, figure)
    scale = LONGEST / max([spread.most for spread in spreads.values()], default=1)
    bars = []
    for number, (name, cell) in enumerate(cells.items()):
        value = from_json(cell[figure])
        if name in spreads:
            width, least, most = (
                round(scale * end) for end in (value.median, value.least, value.most)
            )
            bars.append(Bar(name, STEP * number, width, least, most, f"{value.median:,g}"))
        else:
            bars.append(Bar(name, STEP * number, 0, 0, 0, "refused"))
    order = ranking(spreads, most_first=figure == "rate") if len(spreads) > 1 else ""
    return Plot(row, database, bars, order)
