"""Requests of each kind of operation; `it` is what a rule is about."""

import json
from typing import Any

from hypothesis import strategies as st

from tests.proofs.differential.exchange import Request
from tests.proofs.differential.strategies.choosing import any_of, mostly

Headers = tuple[tuple[str, str], ...]
Lines = st.SearchStrategy[Headers]

JSON_TYPE: Headers = (("Content-Type", "application/json"),)
BAD_TYPES: list[Headers] = [(("Content-Type", "text/plain"),), (("Content-Type", "text/xml"),)]
BAD_TOKENS = ["Bearer unknown", "Bearer <token gone>", "Bearer tp_" + 43 * "A"]
BAD_TEXTS = [b"{", b"[]", b'"x"', b"1", b"null", b"a=b", b'{"title": "x",}', b"{'title': 1}"]
NO_HEADERS: Headers = ()
nobody: Lines = st.just(NO_HEADERS)


def authorization(user: str) -> Lines:
    """Mostly this user's token; else none, or one that is none."""
    usual: Headers = (("Authorization", f"Bearer <token {user}>"),)
    other: Headers = (("Authorization", f"bearer <token {user}>"),)
    wrong: list[Headers] = [(("Authorization", value),) for value in BAD_TOKENS]
    return st.sampled_from([usual] * 40 + [other, NO_HEADERS, NO_HEADERS, *wrong])


def condition(name: str) -> Lines:
    """No condition, the present entity-tag, or a well-formed list."""
    tags = ["<etag post it>", "W/<etag post it>", '"<post it>-99"', '"x", <etag post it>', "*"]
    some: list[Headers] = [((name, tag),) for tag in [tags[0], *tags]]
    return st.sampled_from([NO_HEADERS] * 6 + some)


authors = mostly(authorization("alice"), authorization("bob"), 3)
readers = mostly(authors, nobody, 3)
if_match, if_none_match = condition("If-Match"), condition("If-None-Match")
content_types: Lines = st.sampled_from([JSON_TYPE] * 60 + BAD_TYPES)


def json_text(members: Any) -> bytes:
    return json.dumps(members).encode()


def request(
    method: str | st.SearchStrategy[str],
    path: str | st.SearchStrategy[str],
    *headers: Lines,
    body: st.SearchStrategy[Any] | None = None,
) -> st.SearchStrategy[Request]:
    methods = st.just(method) if isinstance(method, str) else method
    paths = st.just(path) if isinstance(path, str) else path
    lines = [*headers, content_types] if body is not None else list(headers)
    sent: Any = st.none()
    if body is not None:
        sent = mostly(body.map(json_text), st.sampled_from(BAD_TEXTS), 40)

    @st.composite
    def drawn(draw: st.DrawFn) -> Request:
        given = tuple(header for line in lines for header in draw(line))
        return Request(draw(methods), draw(paths), given, draw(sent))

    return drawn()


def listing(path: str, names: dict[str, st.SearchStrategy[str]], *headers: Lines) -> Any:
    """A list with some of its parameters, and now and then an unknown one."""
    one = any_of([values.map(f"{name}={{}}".format) for name, values in names.items()])
    few = st.lists(one, max_size=3, unique_by=lambda pair: pair.split("=")[0])
    unknown = mostly(st.just(""), st.sampled_from(["&page=2", "&LIMIT=1", "&q=x"]), 8)
    paths = st.builds(lambda some, more: f"{path}{'&'.join(some)}{more}", few, unknown)
    return request("GET", paths, *headers)
