"""Requests of each operation, usual in most ways and odd in a few; `it` is what a rule is about."""

from typing import Any

from hypothesis import strategies as st

from tests.proofs.differential.exchange import Request
from tests.proofs.differential.strategies.choosing import any_of, mostly
from tests.proofs.differential.strategies.invalid_bodies import contents, framings, paddings
from tests.proofs.differential.strategies.invalid_headers import (
    Headers,
    content_types,
    harmless_headers,
)
from tests.proofs.differential.strategies.invalid_values import (
    anything,
    odd_members,
    queries,
    unknown_members,
)

Members = dict[str, Any]
Strategy = st.SearchStrategy[Request]

extras = st.lists(harmless_headers, max_size=2).map(tuple)
# Operations that are no lists ignore any query string.
noise = mostly(
    st.just(""), st.sampled_from(["?limit=x", "?status=draft&status=", "?%FF&a[b]=c"]), 8
)
nothing: Members = {"body": None}
stray = st.sampled_from([nothing] * 12 + [{"body": b"{"}, {"body": b"x", "framing": "chunked"}])


def members(usual: st.SearchStrategy[Members], names: list[str], times: int = 4) -> Any:
    """Usual members; else with one or more odd values, some missing, some unknown."""
    one = any_of([st.fixed_dictionaries({name: odd_members[name]}) for name in names])
    some = st.fixed_dictionaries({}, optional={name: odd_members[name] for name in names})
    unknown = st.dictionaries(unknown_members, anything, max_size=3)
    crowd = st.just({f"x{number}": None for number in range(60)})
    extra = any_of([one] * 10 + [some] * 4 + [unknown] * 3 + [crowd])
    missing = mostly(st.just([]), st.lists(st.sampled_from(names), max_size=2), 3)

    def edited(given: Members, more: Members, less: list[str]) -> Members:
        return {name: value for name, value in (given | more).items() if name not in less}

    return mostly(usual, st.builds(edited, usual, extra, missing), times)


def request(
    method: str | st.SearchStrategy[str],
    path: str | st.SearchStrategy[str],
    *headers: st.SearchStrategy[Headers],
    body: Any = None,
) -> Strategy:
    methods = st.just(method) if isinstance(method, str) else method
    paths = st.just(path) if isinstance(path, str) else path
    lines, sent = [*headers, extras], stray
    if body is not None:
        lines.append(content_types)
        texts = {"body": contents(body), "framing": framings, "padding": paddings}
        sent = mostly(st.fixed_dictionaries(texts), st.just(nothing), 50)

    @st.composite
    def drawn(draw: st.DrawFn) -> Request:
        target = draw(paths) + draw(noise)
        return Request(draw(methods), target, joined([draw(line) for line in lines]), **draw(sent))

    return drawn()


def listing(
    path: str, names: dict[str, st.SearchStrategy[str]], *headers: st.SearchStrategy[Headers]
) -> Strategy:
    """A list with some of its parameters, now and then an unknown or a repeated one."""
    one = any_of([values.map(f"{name}={{}}".format) for name, values in names.items()])
    few = st.lists(mostly(one, queries, 12), max_size=3, unique_by=lambda p: p.split("=")[0])
    parameters = mostly(few, st.lists(one, min_size=2, max_size=4), 6)
    methods = mostly(st.just("GET"), st.just("HEAD"), 6)

    @st.composite
    def drawn(draw: st.DrawFn) -> Request:
        query = "&".join(draw(parameters))
        lines = [draw(line) for line in [*headers, extras]]
        return Request(draw(methods), f"{path}?{query}" if query else path, joined(lines))

    return drawn()


def joined(lines: list[Headers]) -> Headers:
    return tuple(header for line in lines for header in line)
