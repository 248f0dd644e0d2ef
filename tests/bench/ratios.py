"""Figures by other figures of the same run; None where one of them was refused."""

from typing import Any

from tests.tools.environments import IMPLEMENTATIONS

Cells = dict[str, Any]
NEAREST = "first_of_1000"


def fastest_to_slowest(cells: Cells) -> float | None:
    """Requests per second of the fastest of all three, by those of the slowest."""
    if any(cells.get(name, {"refused": "no"})["refused"] for name in IMPLEMENTATIONS):
        return None
    rates = [cells[name]["rate"]["median"] for name in IMPLEMENTATIONS]
    return float(max(rates) / min(rates))


def tail(cell: dict[str, Any]) -> float | None:
    """How many times the median latency the slowest of 100 requests took."""
    if cell["refused"] or not cell["p50_ms"]["median"]:
        return None
    return float(cell["p99_ms"]["median"] / cell["p50_ms"]["median"])


def to_nearest(rows: dict[str, dict[str, Cells]], row: str, kind: str, name: str) -> float | None:
    """The latency of a page, by that of the first of few posts."""
    return _by(rows[row][kind][name], rows[NEAREST][kind][name], "p50_ms")


def to_textbook(results: dict[str, Any], row: str, kind: str, name: str) -> float | None:
    """The processor time of a request, by that of its textbook form."""
    textbook = results["yardsticks"].get(f"textbook_{row}", {}).get(kind, {})
    cells = results["endpoints"][row][kind]
    if name not in textbook or name not in cells:
        return None
    return _by(cells[name], textbook[name], "cpu_us")


def _by(one: dict[str, Any], other: dict[str, Any], figure: str) -> float | None:
    if one["refused"] or other["refused"]:
        return None
    return float(one[figure]["median"] / other[figure]["median"])
