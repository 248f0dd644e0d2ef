"""Values of members and parameters; a wrong one has one fault, of which one code is true."""

from collections.abc import Iterable
from operator import mul
from typing import Any

from hypothesis import strategies as st

from tests.proofs.differential.strategies.choosing import mostly

Members = dict[str, Any]

WRONG_TYPES: list[Any] = [None, True, 0, 1.5, [], ["x"], {}, {"title": "x"}]
LINES = [
    "Füchsin",
    "Fu\u0308chsin",
    "日本語",
    "שלום",
    "👩\u200d👩\u200d👧",
    "<b>&amp;</b>",
    "'; --",
    "%00%2F{}",
    "  x  ",
    "null",
]
SPACES = [" ", "\u00a0", "\u3000 "]
CONTROLS = ["a\x00b", "x\x0bx", "xx\x1f", "\x7fxx"]
LINE_ENDS = ["a\nb", "a\tb", "a\r\nb"]
LONG = 12 * "x"

# Of each member: values that are right, and values that are wrong.
RIGHT: dict[str, list[str]] = {
    "title": [*LINES, "🐇" * 200],
    "body": [*LINES, *LINE_ENDS, " x\n"],
    "status": ["draft", "published"],
    "bio": ["", *LINES, *LINE_ENDS, *SPACES, "🎩" * 500],
}
WRONG: dict[str, list[str]] = {
    "title": [*SPACES, *CONTROLS, *LINE_ENDS, "🐇" * 201],
    "body": [*SPACES, *CONTROLS, "\n\t"],
    "status": ["Draft", "draft ", "deleted"],
    "bio": [*CONTROLS, "é" * 501],
    "username": ["ab", "a" * 31, "Alice", "a-b", "Füchsin"],
    "email": ["alice", "alice@", "@example.com", "a@@example.com", "alice.example.com"],
    "password": ["x" * 11, "🐇" * 129, LONG + "\n", LONG + "\x00"],
    "current_password": ["", "x" * 129, "a\x00b"],
}
# Apart, as Hypothesis shows what it samples from.
LONG_VALUES = {"body": st.builds(mul, st.just("é"), st.just(50_000))}
TOO_LONG = {"body": st.builds(mul, st.just("é"), st.just(50_001))}
UNKNOWN = ["id", "author_id", "version", "is_staff", "a/b~c", "é", "__proto__"]


def right(*names: str) -> Any:
    """A choice of these members, each with a right value."""
    return {
        name: st.sampled_from(RIGHT[name]) | LONG_VALUES.get(name, st.nothing()) for name in names
    }


def wrong(name: str) -> st.SearchStrategy[Any]:
    """Of a choice no other type: whether `type` or `enum` says so is free."""
    types = [] if name == "status" else WRONG_TYPES
    return st.sampled_from([*WRONG[name], *types]) | TOO_LONG.get(name, st.nothing())


def members(usual: st.SearchStrategy[Members], names: Iterable[str]) -> st.SearchStrategy[Members]:
    """Mostly right; else some members are wrong, missing or unknown."""
    more = st.fixed_dictionaries({}, optional={name: wrong(name) for name in names})
    unknown = st.dictionaries(st.sampled_from(UNKNOWN), st.none(), max_size=2)
    less = mostly(st.just([]), st.lists(st.sampled_from(sorted(names)), max_size=2), 3)

    def edited(given: Members, extra: Members, other: Members, left_out: list[str]) -> Members:
        whole = given | extra | other
        return {name: value for name, value in whole.items() if name not in left_out}

    return mostly(usual, st.builds(edited, usual, more, unknown, less), 3)


# Ids that no target has handed out, and what is no id at all.
missing_ids = st.sampled_from(["9007199254740991", "4503599627370496"])
no_ids = st.sampled_from(["0", "-1", "1.0", "abc", "1e3", "x1"])
limits = st.sampled_from(["1", "2", "3", "100", "0", "101", "-1", "abc", "9007199254740992"])
authors = st.sampled_from(["9007199254740991", "0", "-1", "abc", "9007199254740992"])
sorts = st.sampled_from(["newest", "oldest", "Newest", "id"])
statuses = st.sampled_from(["draft", "published", "deleted", "Draft"])
bad_cursors = st.sampled_from(["!", "not%20a%20cursor", "%3Cb%3E", "%F0%9F%90%87"])
