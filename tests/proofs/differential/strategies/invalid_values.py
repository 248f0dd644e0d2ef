"""Values for members, parameters, headers and paths: a few usual ones, many at the edges."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from hypothesis import strategies as st

from tests.proofs.differential.strategies.choosing import any_of

WRONG_TYPES: list[Any] = [None, True, 0, 1.5, [], ["x"], {}, {"title": "x"}, 1e400, -(2**70)]
NESTED: list[Any] = ["x"]
for _ in range(90):
    NESTED = [NESTED]

SPACES = ["", " ", "\u00a0", "\u3000 \u2028", "\ufeff", "\u200b", "\u180e", "  x  ", "x\u2029"]
CONTROLS = ["\x00", "a\x00b", "a\tb", "a\nb", "a\r\nb", "\x0b", "x\x1f", "\x7f", "\x85", "\x1c"]
SCRIPTS = [
    "Füchsin",
    "Fu\u0308chsin",
    "日本語",
    "שלום\u202e",
    "👩\u200d👩\u200d👧",
    "\U0001d4b3" * 3,
    "<b>&amp;</b>",
    "'; --",
    "%00%2F{}",
    "\\ud800",
    "\uffff",
    "\U0010ffff",
]
LONE_SURROGATES = ["\ud800", "x\udfff", "\udc00\ud800"]

texts = st.sampled_from(SPACES + CONTROLS + SCRIPTS + LONE_SURROGATES) | st.text(max_size=12)
wrong_types = st.sampled_from([*WRONG_TYPES, NESTED])
anything = texts | wrong_types


def around(*lengths: int) -> st.SearchStrategy[str]:
    """Strings just within and just over these lengths, some of letters outside the BMP."""
    sizes = [length + step for length in lengths for step in (-1, 0, 1) if length + step >= 0]
    return st.builds(lambda size, letter: letter * size, st.sampled_from(sizes), LETTERS)


LETTERS = st.sampled_from(["a", "é", "🦊"])

emails = st.sampled_from(
    [
        "<run>x@EXAMPLE.com",
        "a@b",
        "a@b.c",
        "a@b.co",
        "a@-b.co",
        "a@b-.co",
        "a@b..co",
        ".a@b.co",
        "a.@b.co",
        "a..b@c.co",
        "a@b.c0",
        "a@b.xn--p1ai",
        "a@b.xn--",
        "a@[127.0.0.1]",
        '"a"@b.co',
        "a@é.co",
        "a@b.co\n",
        " a@b.co",
        "a`@b.co",
        "\u212a@b.co",
        "a@b.\u0131o",
        "Bob <a@b.co>",
        "a@" + "b" * 64 + ".co",
        "a" * 250 + "@b.co",
        "a" * 65 + "@@b.co",
    ]
)

odd_members: dict[str, st.SearchStrategy[Any]] = {
    "username": anything
    | around(3, 30)
    | st.sampled_from(["Alice", "a-b", "abc\n", "\uff41bc", "ab"]),
    "email": anything | around(254) | emails,
    "password": anything | around(12, 128),
    "current_password": anything | around(1, 128),
    "bio": anything | around(500),
    "title": anything | around(200),
    "body": anything | around(1) | st.sampled_from(["a" * 50_000, "🦊" * 50_000, "a" * 50_001]),
    "status": anything | st.sampled_from(["Draft", "draft ", "deleted", "published\n"]),
}
unknown_members = st.sampled_from(
    [
        "id",
        "author_id",
        "version",
        "is_staff",
        "",
        " ",
        "a/b~c",
        "é",
        "__proto__",
        "x" * 101,
        "%",
        "\ud800",
        "a'b:c",
    ]
)


def split(text: str, more: Iterable[str] = ()) -> st.SearchStrategy[str]:
    return st.sampled_from([*text.split(), *more])


def with_any_text(usual: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """No digits: an id that somebody else's row may have is nothing that the model can judge."""
    letters = st.characters(exclude_categories=["Nd", "Cs"])
    return any_of([usual] * 6 + [st.text(letters, max_size=5).map(quote)])


# Ids that no target has handed out, and what is no id at all.
missing_ids = st.sampled_from(["999999999999999999", "100000000000000001"])
no_ids = split(
    "0 00 01 -1 +1 1.0 1e3 0x1 1_0 abc %31%0A %201 1%20 %D9%A1 %EF%BC%91 %FF %00 1%2F2 "
    "1000000000000000000 9223372036854775808 99999999999999999999999 1;a=b ME me%00 .. . *"
)

no_integers = with_any_text(
    split(
        "0 -0 -1 000 +5 %205 5%20 1.0 1e2 0x5 1_0 %D9%A5 %EF%BC%95 true null -- - 5%00 %FF 5%0A "
        "9223372036854775808 -99999999999999999999999999 [] 5,6",
        ["", "9" * 5000],
    )
)
limits = any_of([split("1 2 3 100 101 007 %31"), no_integers])
words = with_any_text(
    split("newest oldest draft published Newest draft%20 %6Eewest 1 draft%00", [""])
)
cursors = with_any_text(
    split(
        "17 999 MQ== MA MDE LTE MR Mg%0A %20MQ M MQ. !!! null 0 MTAwMDAwMDAwMDAwMDAwMDAwMA "
        "OTk5OTk5OTk5OTk5OTk5OTk5 MS4w KzE 77yR IDE MV8w cD1hAGI _-8 +/8 8J-mig %FF",
        ["", "M" * 1000],
    )
)
queries = st.sampled_from(
    ["page=2", "page=1&page=2", "LIMIT=5", "limit[]=5", "format=xml", "&", "x", "=", "a%20b=1"]
)
