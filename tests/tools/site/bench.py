"""The page of the benchmark: the figures that were kept, as tables and plots."""

import json
from dataclasses import dataclass
from typing import Any

from tests.bench import ratios
from tests.bench.figures import from_json, ranking
from tests.bench.groups import GROUPS, UNITS, Group
from tests.bench.names import DATABASES, NAMES, in_order, row_title, titled
from tests.bench.overview import overviews
from tests.bench.report import all_cells, kept, refused_rows
from tests.bench.summary import summary
from tests.bench.targets import targets
from tests.tools.environments import ROOT

KEPT = ROOT / "docs" / "bench.json"
# Of a plot, in its own units: how wide a letter is, how long bars may be, and how high each is.
LETTER, LONGEST, STEP = 7, 215, 24


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

    title: str
    place: str
    bars: list[Bar]
    order: str

    @property
    def height(self) -> int:
        return STEP * len(self.bars)

    @property
    def left(self) -> int:
        """Where bars begin, beside their names."""
        return 16 + LETTER * max(len(bar.name) for bar in self.bars)


def read() -> dict[str, Any]:
    report: dict[str, Any] = json.loads(KEPT.read_text("utf-8"))
    return report


def values(report: dict[str, Any]) -> dict[str, Any]:
    """What the template shows."""
    results = report["results"]
    shown = {group: kind for group, kind in GROUPS.items() if group in results}
    return {
        "report": report,
        "sayings": summary(report),
        "targets": targets(report),
        "contents": _contents(report, shown),
        "kinds": shown,
        "overviews": overviews(results),
        "plots": {group: plots_of(group, results[group]) for group in shown},
        "cells": list(all_cells(results)),
        "refused": refused_rows(report),
        "names": NAMES,
        "databases": DATABASES,
        "row_title": row_title,
        "tail": ratios.tail,
        "units": UNITS,
    }


def _contents(report: dict[str, Any], groups: dict[str, Group]) -> dict[str, str]:
    """The places of the page and their titles."""
    return {
        **({"targets": "Targets"} if report["mode"] == "full" else {}),
        **{"method": "Method", "claims": "Claims of articles"},
        **{place: group.title for place, group in groups.items()},
        **({"crowd": "512 connections"} if "crowd" in report else {}),
        **{"processes": "Start, memory, size", "refused": "Refused", "setup": "Versions"},
    }


def plots_of(group: str, rows: dict[str, Any]) -> list[Plot]:
    return [
        plot(group, row, database, titled(cells))
        for row, databases in in_order(rows, group).items()
        for database, cells in databases.items()
    ]


def plot(group: str, row: str, database: str, cells: dict[str, Any]) -> Plot:
    """All bars of a plot have the same scale; a refused row has no bar."""
    figure = GROUPS[group].figure
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
    title = row_title(group, row)
    place = DATABASES[database] if database != "none" else ""
    return Plot(f"{title}, {place}" if place else title, f"{group}-{row}-{database}", bars, order)
