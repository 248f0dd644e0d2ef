"""The drawing of a request's way: where each row of it stands, for an SVG of a fixed width."""

from collections.abc import Iterator
from dataclasses import dataclass

from tests.tools.site.request_path import Row

WIDTH = 380
INDENT = 8
HEIGHTS = {"phase": 30, "own": 19, "package": 19, "statement": 21}


@dataclass(frozen=True)
class Placed:
    """A row with the base line of its text, and down to where what it calls reaches."""

    row: Row
    x: int
    y: int
    reach: int


@dataclass(frozen=True)
class Drawing:
    """Rows from the top down, as wide as a narrow window."""

    placed: list[Placed]
    height: int
    width: int = WIDTH


def draw(rows: list[Row]) -> Drawing:
    """Place every row below the one before it."""
    bottoms = list(_bottoms(rows))
    placed = [
        Placed(row, 8 + INDENT * row.depth, bottom - 6, _reach(rows, bottoms, number))
        for number, (row, bottom) in enumerate(zip(rows, bottoms, strict=True))
    ]
    return Drawing(placed, bottoms[-1] + 4)


def _bottoms(rows: list[Row]) -> Iterator[int]:
    bottom = 0
    for row in rows:
        bottom += HEIGHTS[row.kind]
        yield bottom


def _reach(rows: list[Row], bottoms: list[int], number: int) -> int:
    """Where the last row stands that the row of this number has called; 0 if it called none."""
    reach = 0
    if rows[number].kind in {"own", "package"}:
        for row, bottom in zip(rows[number + 1 :], bottoms[number + 1 :], strict=True):
            if row.kind != "phase":
                if row.depth <= rows[number].depth:
                    break
                reach = bottom - 8
    return reach
