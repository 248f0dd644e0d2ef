"""The ratios of a run in small tables, for the page and for the terminal: a head, then rows."""

from typing import Any

from tests.bench import ratios
from tests.bench.names import DATABASES, NAMES, in_order, row_title
from tests.tools.environments import IMPLEMENTATIONS

Table = list[list[str]]
TITLES = [NAMES[name] for name in IMPLEMENTATIONS]


def overviews(results: dict[str, Any]) -> dict[str, Table]:
    """By group of rows."""
    return {
        "endpoints": _endpoints(results["endpoints"]),
        "yardsticks": _textbook(results),
        "depth": _depth(results.get("depth", {})),
    }


def _endpoints(rows: dict[str, Any]) -> Table:
    """How far the three are apart in requests per second, and how far apart p50 and p99 are."""
    table = [["Ratios", "Fastest / slowest", *(f"p99 / p50: {title}" for title in TITLES)]]
    for row, kinds in in_order(rows, "endpoints").items():
        for kind, cells in kinds.items():
            tails = [_shown(ratios.tail(cells[name])) for name in IMPLEMENTATIONS]
            apart = _shown(ratios.fastest_to_slowest(cells))
            title = row_title("endpoints", row)
            table.append([f"{title}, {DATABASES[kind]}", apart, *tails])
    return table


def _textbook(results: dict[str, Any]) -> Table:
    """What the API costs, by what its textbook form costs."""
    table = [["API / textbook form, processor time", *TITLES]]
    for kind in results["endpoints"].get("list", {}):
        found = [ratios.to_textbook(results, "list", kind, name) for name in IMPLEMENTATIONS]
        title = row_title("endpoints", "list")
        table.append([f"{title}, {DATABASES[kind]}", *map(_shown, found)])
    return table


def _depth(rows: dict[str, Any]) -> Table:
    table = [["p50 / p50 of the first page of 1,000 posts", *TITLES]]
    for row, kinds in in_order(rows, "depth").items():
        for kind in kinds if row != ratios.NEAREST else ():
            found = [ratios.to_nearest(rows, row, kind, name) for name in IMPLEMENTATIONS]
            title = row_title("depth", row)
            table.append([f"{title}, {DATABASES[kind]}", *map(_shown, found)])
    return table


def _shown(ratio: float | None) -> str:
    return "refused" if ratio is None else f"{ratio:.2f}"
