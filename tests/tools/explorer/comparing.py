"""Compare the answers: what differs once ids, times, tokens and free texts are masked."""

import re
from dataclasses import dataclass
from typing import Any

import httpx

from tests.tools.demo.responses import body_of, comparable_header, masked

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
class Comparison:
    """The parts in which the answers differ: `status`, names of headers, pointers of the body."""

    status: bool
    headers: tuple[str, ...]
    body: frozenset[str]

    def __bool__(self) -> bool:
        return bool(self.status or self.headers or self.body)

    def parts(self) -> list[str]:
        """In words."""
        places = [f"body {pointer}" if pointer else "body" for pointer in sorted(self.body)]
        return [*(["status"] if self.status else []), *self.headers, *places]


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
    inside = members(value)
    if not inside:
        return {pointer: (type(value), value)}
    return {
        place: leaf
        for name, each in inside
        for place, leaf in _flat(each, f"{pointer}/{name}").items()
    }


def members(value: Any) -> list[tuple[Any, Any]]:
    """What an object or a list holds, with its name or number."""
    if isinstance(value, dict):
        return list(value.items())
    return list(enumerate(value)) if isinstance(value, list) else []
