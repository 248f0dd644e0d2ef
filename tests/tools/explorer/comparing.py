"""Compare the answers: what differs once ids, times, tokens and free texts are masked."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx

from tests.tools.demo.responses import body_of, comparable_header, masked
from tests.tools.explorer.request import TOKEN

# What the contract speaks of; other headers are each framework's own.
COMPARED = (
    *("Content-Type", "Location", "ETag", "WWW-Authenticate", "Retry-After", "Cache-Control"),
    *("Vary", "Allow", "X-Request-ID", "X-Content-Type-Options", "Referrer-Policy"),
)
MISSING = object()
MASKS = [
    (re.compile(r"^(/api/v1/\w+/)[0-9]+$"), r"\1id"),
    (re.compile(r'^"[0-9]+-'), '"id-'),
    (re.compile("^[0-9a-f]{32}$"), "request id"),
]


@dataclass(frozen=True)
class Line:
    """A line of a body as it is shown, and whether it differs."""

    text: str
    differs: bool


@dataclass(frozen=True)
class Comparison:
    """The parts in which the answers differ: `status`, names of headers, pointers of the body."""

    status: bool
    headers: tuple[str, ...]
    body: frozenset[str]

    def __bool__(self) -> bool:
        return bool(self.status or self.headers or self.body)

    def parts(self) -> list[str]:
        """In words."""
        members = [f"body {pointer}" if pointer else "body" for pointer in sorted(self.body)]
        return [*(["status"] if self.status else []), *self.headers, *members]


def compare(responses: list[httpx.Response]) -> Comparison:
    bodies = [_flat(masked(_without_ids(body_of(each)))) for each in responses]
    return Comparison(
        len({each.status_code for each in responses}) > 1,
        tuple(name for name in COMPARED if _differ([_header(name, each) for each in responses])),
        frozenset(
            pointer
            for pointer in {pointer for body in bodies for pointer in body}
            if _differ([body.get(pointer, MISSING) for body in bodies])
        ),
    )


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


def is_compared(name: str, response: httpx.Response) -> bool:
    """Whether the contract speaks of the header in this response."""
    return name in COMPARED and (name != "Allow" or response.status_code == 405)


def _header(name: str, response: httpx.Response) -> Any:
    """The value as far as a client relies on it."""
    if not is_compared(name, response):
        return None
    if name == "Retry-After":
        return response.headers.get(name, "").isdecimal()
    if name == "Referrer-Policy":
        return name in response.headers
    value = comparable_header(name, response.headers, body_of(response))
    if isinstance(value, str):
        for pattern, mask in MASKS:
            value = pattern.sub(mask, value)
    return value


def _differ(values: list[Any]) -> bool:
    return any(value != values[0] for value in values)


def _without_ids(value: Any) -> Any:
    """The value with its ids and cursors masked."""
    if isinstance(value, list):
        return [_without_ids(each) for each in value]
    if not isinstance(value, dict):
        return value
    hidden = {"id": int, "next_cursor": str}
    return {
        name: name if isinstance(each, hidden.get(name, ())) else _without_ids(each)
        for name, each in value.items()
    }


def _flat(value: Any, pointer: str = "") -> dict[str, Any]:
    """The leaves of a JSON value by JSON pointer."""
    members = _members(value)
    if not members:
        return {pointer: (type(value), value)}
    return {
        place: leaf
        for name, each in members
        for place, leaf in _flat(each, f"{pointer}/{name}").items()
    }


def _members(value: Any) -> list[tuple[Any, Any]]:
    if isinstance(value, dict):
        return list(value.items())
    return list(enumerate(value)) if isinstance(value, list) else []


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
    members = _members(value)
    if not members:
        yield pointer, f"{indent}{before}{json.dumps(value, ensure_ascii=False)}{after}"
        return
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    yield pointer, f"{indent}{before}{opening}"
    for number, (name, each) in enumerate(members, 1):
        title = f"{json.dumps(name)}: " if isinstance(value, dict) else ""
        comma = "," if number < len(members) else ""
        yield from _written(each, f"{pointer}/{name}", title, comma, f"{indent}  ")
    yield pointer, f"{indent}{closing}{after}"
