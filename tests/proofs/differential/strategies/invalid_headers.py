"""Authorization, conditions and declared types, as they should be and otherwise."""

from hypothesis import strategies as st

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


def authorization(user: str) -> st.SearchStrategy[Headers]:
    """Mostly this user's token, as it should be."""
    usual: Headers = (("Authorization", f"Bearer <token {user}>"),)
    other: list[Headers] = [(("Authorization", form.format(user)),) for form in TOKENS]
    wrong: list[Headers] = [(("Authorization", value),) for value in NO_TOKENS]
    return st.sampled_from([usual] * 150 + other + [()] * 5 + wrong + [usual + usual])


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
# Two of them are not drawn: which one counts is the server's choice.
BAD_TYPES: list[Headers] = [
    (),
    *(
        (("Content-Type", value),)
        for value in (
            "",
            "text/json_text",
            "application/*",
            "*/*",
            "application/vnd.api+json",
            "application/merge-patch+json",
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=x",
            "application/json, text/json_text",
            "text/json_text; application/json",
            "application/json5",
        )
    ),
    (*JSON_TYPE, ("Content-Encoding", "gzip")),
    (*JSON_TYPE, ("Content-Encoding", "identity")),
]
content_types = st.sampled_from([JSON_TYPE] * 120 + GOOD_TYPES * 2 + BAD_TYPES)

hosts: st.SearchStrategy[Headers] = st.sampled_from(
    [
        (("Host", value),)
        for value in (
            "localhost",
            "LocalHost:8000",
            "127.0.0.1:1",
            "[::1]",
            "evil.example",
            "evil.example:80",
            "localhost.evil.example",
            "127.0.0.1.evil.example",
        )
    ]
)

# What these ask for is given to nobody: they must change nothing but the request id.
harmless_headers = st.sampled_from(
    [
        ("Accept", "text/html"),
        ("Accept", "application/xml;q=0"),
        ("Accept", ""),
        ("Accept-Language", "de"),
        ("Accept-Encoding", "gzip, br"),
        ("Accept-Charset", "utf-16"),
        ("X-HTTP-Method-Override", "DELETE"),
        ("X-Forwarded-Host", "evil.example"),
        ("X-Forwarded-Proto", "https"),
        ("Origin", "https://evil.example"),
        ("Cookie", "sessionid=1; csrftoken=2"),
        ("Range", "bytes=0-1"),
        ("If-Modified-Since", "Sat, 21 Nov 2026 09:00:00 GMT"),
        ("If-Unmodified-Since", "Thu, 01 Jan 1970 00:00:00 GMT"),
        ("X-Request-ID", "mine-1._"),
        ("X-Request-ID", "x" * 128),
        ("X-Request-ID", "x" * 129),
        ("X-Request-ID", "two words"),
        ("X-Request-ID", "é"),
        ("X-Request-ID", ""),
    ]
)
