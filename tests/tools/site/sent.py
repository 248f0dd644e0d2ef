"""What a request of differences.yaml sends beside its method and path, in words for readers."""

import json
from collections.abc import Iterator

from tests.support.differences import Case, Entry

WORDS = {
    "by": "as {}",
    "chunked": "in chunks, without a length",
    "encoding": "in {}",
    "cors": "to a server that allows the origin https://app.example",
}


def sent(case: Case) -> list[str]:
    """Its headers and its body, and whatever else is special."""
    return [*_headers(case), *_body(case), *_words(case)]


def told_apart(entry: Entry, case: Case) -> str:
    """What the request has that not all requests of its entry have."""
    parts = {number: _parts(each) for number, each in enumerate(entry["cases"])}
    own = _parts(case)
    return ", ".join(part for part in own if not all(part in other for other in parts.values()))


def _parts(case: Case) -> list[str]:
    """As `sent`, but each member of an object is a part of its own."""
    members = case.get("json", {})
    body = [f"{name}: {value}" for name, value in members.items()] or [*_body(case)]
    return [case["request"], *_headers(case), *body, *_words(case)]


def _headers(case: Case) -> Iterator[str]:
    if "host" in case:
        yield f"Host: {case['host']}"
    for name, given in case.get("headers", {}).items():
        for value in given if isinstance(given, list) else [given]:
            yield f"{name}: {value}"


def _body(case: Case) -> Iterator[str]:
    if "json" in case:
        yield json.dumps(case["json"], ensure_ascii=False)
    elif isinstance(body := case.get("body", ""), str):
        yield from [body] if body else []
    else:
        yield " and ".join(f"{text!r} {times:,} times" for text, times in body)


def _words(case: Case) -> Iterator[str]:
    for key, words in WORDS.items():
        if case.get(key):
            yield f"({words.format(case[key])})"
