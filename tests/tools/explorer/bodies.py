"""The body of an answer as it is shown: line by line, and where it differs."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx

from tests.tools.demo.responses import body_of, masked
from tests.tools.explorer.comparing import members
from tests.tools.explorer.request import TOKEN


@dataclass(frozen=True)
class Line:
    """A line of a body as it is shown, and whether it differs."""

    text: str
    differs: bool


def lines(response: httpx.Response, first: httpx.Response, differing: frozenset[str]) -> list[Line]:
    """The body as it is shown, its members in the order of the first; tokens stay on this side."""
    value = body_of(response)
    if value is None:
        return []
    if isinstance(value, str):
        return [Line(text, "" in differing) for text in value.splitlines()]
    return [
        Line(TOKEN.sub("tp_…", text), pointer in differing)
        for pointer, text in _written(_in_order(value, body_of(first)))
    ]


def _in_order(value: Any, first: Any) -> Any:
    """Members in the order of the first answer, errors sorted: any order of them is right."""
    if isinstance(value, dict):
        names = list(first) if isinstance(first, dict) else []
        order = [*(name for name in names if name in value), *(x for x in value if x not in names)]
        return {name: _in_order(value[name], names and first.get(name)) for name in order}
    if not isinstance(value, list):
        return value
    if value and all(isinstance(each, dict) and "code" in each for each in value):
        value = sorted(value, key=lambda each: str(sorted(masked(each).items())))
    like = first[0] if isinstance(first, list) and first else None
    return [_in_order(each, like) for each in value]


def _written(
    value: Any, pointer: str = "", before: str = "", after: str = "", indent: str = ""
) -> Iterator[tuple[str, str]]:
    """The lines of a JSON value, each with the JSON pointer of what stands there."""
    inside = members(value)
    if not inside:
        yield pointer, f"{indent}{before}{json.dumps(value, ensure_ascii=False)}{after}"
        return
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    yield pointer, f"{indent}{before}{opening}"
    for number, (name, each) in enumerate(inside, 1):
        title = f"{json.dumps(name)}: " if isinstance(value, dict) else ""
        comma = "," if number < len(inside) else ""
        yield from _written(each, f"{pointer}/{name}", title, comma, f"{indent}  ")
    yield pointer, f"{indent}{closing}{after}"
