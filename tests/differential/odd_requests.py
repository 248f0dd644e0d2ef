"""What may be odd about a whole request: authorization, conditions, body as bytes, path."""

import json
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from hypothesis import strategies as st

from tests.differential.exchange import BODY_LIMIT
from tests.differential.odd_values import no_ids

T = TypeVar("T")
Headers = tuple[tuple[str, str], ...]

NO_TOKENS = [
    "",
    "Bearer",
    "Bearer ",
    "Bearer tp_" + "A" * 43,
    "Bearer unknown",
    "Bearer <token alice> x",
    "Bearer <token alice>,",
    "Bearer\t<token alice>",
    "Basic <token alice>",
    "Token <token alice>",
    "<token alice>",
    "Bearer: <token alice>",
    'Bearer token="<token alice>"',
    "Bearer tp_é",
    "Bearer <token gone>",
    "Bearer " + "x" * 4000,
]
TOKENS = ["bearer <token {}>", "BEARER   <token {}>", "Bearer <token {}>  "]


def mostly(
    usual: st.SearchStrategy[T], odd: st.SearchStrategy[T], times: int
) -> st.SearchStrategy[T]:
    """The usual `times` times as often as the odd."""
    return any_of([usual] * times + [odd])


def any_of(choices: Sequence[st.SearchStrategy[T]]) -> st.SearchStrategy[T]:
    """One of these, each as often as it is named; `one_of` counts none twice.

    Without arguments its repr stays short, which Hypothesis asks for with every rule.
    """

    @st.composite
    def drawn(draw: st.DrawFn) -> T:
        return draw(choices[draw(st.integers(0, len(choices) - 1))])

    return drawn()


def authorization(user: str) -> st.SearchStrategy[Headers]:
    """Mostly this user's token, as it should be."""
    usual: Headers = (("Authorization", f"Bearer <token {user}>"),)
    other: list[Headers] = [(("Authorization", form.format(user)),) for form in TOKENS]
    wrong: list[Headers] = [(("Authorization", value),) for value in NO_TOKENS]
    return st.sampled_from([usual] * 40 + other + [()] * 5 + wrong + [usual + usual])


TAGS = [
    "<etag post {}>",
    "W/<etag post {}>",
    '"<post {}>-99"',
    '"", <etag post {}>',
    '"a,b" ,\t<etag post {}>,',
    ", ,<etag post {}>",
    "*",
    "*, <etag post {}>",
    "",
    ",",
    "<post {}>-1",
    "'<post {}>-1'",
    '"<post {}>-1',
    '"x" <etag post {}>',
    "w/<etag post {}>",
    "W/ <etag post {}>",
    '"é", <etag post {}>',
    '"a b", <etag post {}>',
    '"a\\"b", <etag post {}>',
    "<etag post {}>;q=1",
]


def condition(name: str, post: str) -> st.SearchStrategy[Headers]:
    """No condition as often as one; sometimes on two lines."""
    values = st.sampled_from(TAGS).map(lambda tag: tag.format(post))
    lines = st.lists(values, min_size=1, max_size=2)
    some = lines.map(lambda found: tuple((name, line) for line in found))
    current: Headers = ((name, f"<etag post {post}>"),)
    return st.just(()) | st.just(current) | some


JSON_TYPE: Headers = (("Content-Type", "application/json"),)
GOOD_TYPES: list[Headers] = [
    (("Content-Type", value),)
    for value in (
        "Application/JSON",
        "application/json; charset=utf-16",
        "application/json ;x=y;",
        "application/json;charset=rot13",
    )
]
BAD_TYPES: list[Headers] = [
    (),
    *(
        (("Content-Type", value),)
        for value in (
            "",
            "text/plain",
            "application/*",
            "*/*",
            "application/vnd.api+json",
            "application/merge-patch+json",
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=x",
            "application/json, text/plain",
            "text/plain; application/json",
            "application/json5",
        )
    ),
    (*JSON_TYPE, *JSON_TYPE),
    (*JSON_TYPE, ("Content-Encoding", "gzip")),
    (*JSON_TYPE, ("Content-Encoding", "identity")),
]
content_types = st.sampled_from([JSON_TYPE] * 40 + GOOD_TYPES * 2 + BAD_TYPES)


def plain(members: Any) -> bytes:
    return json.dumps(members).encode()


def doubled(members: Any) -> bytes:
    """Every name twice, the first time with a wrong value."""
    if not isinstance(members, dict):
        return plain(members)
    first = ", ".join(f"{json.dumps(name)}: 0" for name in members)
    rest = json.dumps(members)[1:]
    return f"{{{first}{', ' if members else ''}{rest}".encode()


ENCODINGS: list[Callable[[Any], bytes]] = [
    lambda members: json.dumps(members, ensure_ascii=False, indent=1).encode(errors="replace"),
    doubled,
    lambda members: b" \r\n\t" + plain(members) + b"\n",
    lambda members: plain([members]),
    lambda members: b"\xef\xbb\xbf" + plain(members),
    lambda members: json.dumps(members).encode("utf-16"),
    lambda members: json.dumps(members).encode("utf-32-le"),
    lambda members: plain(members)[:-1],
    lambda members: plain(members) + b"x",
    lambda members: plain(members) + b"\x00",
    lambda members: plain(members).replace(b'"', b"'"),
    lambda members: plain(members)[:-1] + b',"x":NaN}',
    lambda members: plain(members)[:-1] + b',"x":-Infinity}',
    lambda members: plain(members)[:-1] + b',"x":"\xed\xa0\x80"}',
    lambda members: plain(members)[:-1] + b',"x":"\xff"}',
    lambda members: plain(members)[:-1] + b',"x":"a\nb"}',
    lambda members: plain(members)[:-1] + b",}",
    lambda members: plain(members)[:-1] + b',"x":' + b"9" * 5000 + b"}",
    lambda members: plain(members)[:-1] + b',"x":01}',
    lambda members: b"[" * 100_000 + b"]" * 100_000,
    lambda members: b'{"x":' * 100_000 + b"1" + b"}" * 100_000,
]
TEXTS = [
    b"",
    b" ",
    b"null",
    b"1",
    b'"x"',
    b"[]",
    b"true",
    b"{",
    b"a=b",
    b"// {}",
    b"\xff\xfe",
    b"\x00",
]


def contents(members: st.SearchStrategy[Any]) -> st.SearchStrategy[bytes]:
    """These members as a JSON text, now and then not quite so."""
    encoders = st.sampled_from([plain] * 60 + ENCODINGS)
    encoded = st.builds(lambda encoder, value: encoder(value), encoders, members)
    return mostly(encoded, st.sampled_from(TEXTS), 12)


framings = st.sampled_from(["counted"] * 40 + ["chunked"] * 8 + ["announced", "endless"])
paddings = st.sampled_from([0] * 60 + [1, BODY_LIMIT // 2])

PATHS: list[Callable[[str], str]] = [
    lambda path: path + "/",
    lambda path: "/" + path,
    lambda path: path.replace("/v1/", "/v1//"),
    lambda path: path + "%0A",
    lambda path: path + "%0D%0A",
    lambda path: path + "%2F",
    lambda path: path.replace("/v1/", "/v1%2f"),
    lambda path: path + "%00",
    lambda path: path + "%20",
    lambda path: path + ".json",
    lambda path: path + ";a=b",
    lambda path: path.replace("/v1/", "/V1/"),
    lambda path: path.replace("/v1/", "/v1/./"),
    lambda path: path.replace("/v1/", "/v1/x/../"),
    lambda path: path.replace("/v1/", "/v%31/"),
    lambda path: path.replace("/p", "/%70"),
    lambda path: path.replace("/users", "/%75sers"),
    lambda path: path + "%FF",
    lambda path: path + "%zz",
    lambda path: path + "%",
    lambda path: path + "%C3%A9",
]
path_changes = st.sampled_from(PATHS)
odd_paths = st.one_of(
    st.sampled_from(["/", "/api", "/api/v1", "/api/v1/", "/admin/", "/static/x", "/favicon.ico"]),
    no_ids.map(lambda text: f"/api/v1/posts/{text}"),
    no_ids.map(lambda text: f"/api/v1/users/{text}"),
)
METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "get"]
methods = st.sampled_from(METHODS)
