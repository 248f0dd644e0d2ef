"""All figures of a run as nested tables: results, by group, row, database and name."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from tests.bench.figures import Spread, from_json, spread
from tests.bench.names import ROWS, in_order, ordered
from tests.bench.refusals import refusal
from tests.bench.rounds import Case

FIGURES = ("rate", "cpu_us", "p50_ms", "p99_ms")
CEILING = ("yardsticks", "floor")


def tables(cases: Sequence[Case]) -> dict[str, Any]:
    """results.GROUP.ROW.DATABASE.NAME of every case."""
    tree: dict[str, Any] = defaultdict(lambda: defaultdict(lambda: defaultdict(dict)))
    ceiling = _ceiling(cases)
    for case in cases:
        tree[case.group][case.row][case.database][case.name] = cell(case, ceiling)
    for name, databases in tree["noise"].items():
        for database, cells in databases.items():
            cells["first"] = tree["endpoints"]["list"][database][name]
    return tree


def cell(case: Case, ceiling: float | None) -> dict[str, Any]:
    """The figures of a case, or why they are refused."""
    is_floor = (case.group, case.row) == CEILING
    reason = refusal(case.samples, case.request, None if is_floor else ceiling)
    figures = {
        name: spread([getattr(sample, name) for sample in case.samples]).rounded()
        for name in FIGURES
    }
    return {**figures, "requests": sum(each.requests for each in case.samples), "refused": reason}


def all_cells(results: dict[str, Any]) -> Iterator[tuple[str, str, str, str, dict[str, Any]]]:
    """Group, row, database, name, and the figures there, of what the page shows."""
    for group in [group for group in ROWS if group in results]:
        for row, databases in in_order(results[group], group).items():
            for database, cells in databases.items():
                for name, cell in ordered(cells).items():
                    yield group, row, database, name, cell


def refused_rows(report: dict[str, Any]) -> list[tuple[str, str, str, str, str]]:
    """Where there is no measurement, and why."""
    return [
        (*place, cell["refused"])
        for *place, cell in all_cells(report["results"])
        if cell["refused"]
    ]


def kept(cells: dict[str, Any], figure: str = "cpu_us") -> dict[str, Spread]:
    """A figure of each that was not refused."""
    return {name: from_json(cell[figure]) for name, cell in cells.items() if not cell["refused"]}


def _ceiling(cases: Sequence[Case]) -> float | None:
    """What the client can do with a whole processor, by what it took for the floor."""
    floor = [
        sample for case in cases if (case.group, case.row) == CEILING for sample in case.samples
    ]
    rates = [sample.rate / sample.client_busy for sample in floor if sample.client_busy]
    return spread(rates).median if rates else None
