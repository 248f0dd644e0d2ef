"""JSON for narrow columns."""

import json
from typing import Any

from rich.cells import cell_len, set_cell_size


def compact(value: Any, width: int, name: str = "") -> list[str]:
    """Lines of at most `width` cells: what fits stays on one line, what is too long is cut.

    A list or an object that does not fit is opened, and its brackets share the lines of its
    members. Each level takes two cells: one to indent by, one for the comma or the bracket.
    """
    line = name + json.dumps(value, ensure_ascii=False)
    if cell_len(line) <= width or not value or not isinstance(value, dict | list):
        return [cut(line, width)]
    if isinstance(value, dict):
        members = [compact(member, width - 2, f'"{key}": ') for key, member in value.items()]
    else:
        members = [compact(member, width - 2) for member in value]
    for member in members[:-1]:
        member[-1] += ","
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    first, *rest = (line for member in members for line in member)
    head = [name + opening, f" {first}"] if name else [opening + first]
    lines = [*head, *(f" {line}" for line in rest)]
    return [*lines[:-1], lines[-1] + closing]


def cut(line: str, width: int) -> str:
    """The line, shortened if need be; of a problem type the end is what matters."""
    if cell_len(line) > width:
        line = line.replace("urn:problem-type:", "…:")
    if cell_len(line) <= width:
        return line
    ending = '…"' if line.endswith('"') else "…"
    return set_cell_size(line, width - cell_len(ending)).rstrip() + ending
