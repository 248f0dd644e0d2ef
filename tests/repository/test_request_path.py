"""How a request travels: what the page says of the three is in their recorded traces."""

from dataclasses import replace

import pytest

from tests.tools.environments import IMPLEMENTATIONS
from tests.tools.site import request_path
from tests.tools.site.concepts import load
from tests.tools.site.drawing import WIDTH, draw
from tests.tools.site.request_path import digest, paths
from tests.tools.site.units import cut

PATHS = paths(load())
FUNCTION = "app/posts/models.py:Post.edit"
edited = cut(f"flask_impl/{FUNCTION}")
AUTHENTICATED = {
    "django": "BearerAuthentication.authenticate_credentials",
    "flask": "authenticate",
    "fastapi": "get_locked_token",
}
PARSED = {"django": "JSONParser.parse", "flask": "Parser.load_json", "fastapi": "Request.json"}

each = pytest.mark.parametrize("name", IMPLEMENTATIONS)


def labels(name: str) -> list[str]:
    return [row.label for row in PATHS[name].rows if row.kind != "phase"]


def lock(name: str, table: str) -> str:
    """The first statement that locks rows of the table."""
    locks = (label for label in labels(name) if label.endswith(" FOR UPDATE"))
    return next(label for label in locks if table in label)


@each
def test_the_trace_is_of_the_code_as_it_is(name: str) -> None:
    """Else `./nox -s traces` records it anew."""
    assert PATHS[name].stale == []


@each
def test_each_locks_the_account_then_the_post_and_compares_before_it_writes(name: str) -> None:
    steps = [lock(name, "users"), lock(name, "posts"), "check_if_match", "UPDATE posts"]
    places = [labels(name).index(label) for label in steps]
    assert places == sorted(places)


@each
def test_each_locks_the_token_with_the_account_or_reads_it_after_that(name: str) -> None:
    found = labels(name)
    place = found.index(lock(name, "users"))
    later = any(label.startswith("SELECT tokens") for label in found[place + 1 :])
    assert "tokens" in found[place] or later


@each
def test_fastapi_alone_parses_the_body_first(name: str) -> None:
    parsed, authenticated = (labels(name).index(x[name]) for x in (PARSED, AUTHENTICATED))
    assert (parsed < authenticated) == (name == "fastapi")


@each
def test_every_function_of_its_own_leads_to_its_code(name: str) -> None:
    assert [row.label for row in PATHS[name].rows if row.kind == "own" and not row.link] == []


@each
def test_every_recorded_call_is_drawn_or_listed_as_left_out(name: str) -> None:
    path = PATHS[name]
    assert path.drawn + sum(path.left_out.values()) == path.calls
    assert path.left_out.keys().isdisjoint(row.label for row in path.rows)


@each
def test_nothing_is_drawn_beside_the_drawing(name: str) -> None:
    for placed in draw(PATHS[name].rows).placed:
        assert placed.x + 8 + 6.7 * len(placed.row.label) < WIDTH


def test_a_changed_function_is_noticed_but_not_a_changed_comment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = digest("flask", FUNCTION)
    for changed, code in (
        (False, edited.code.replace("changed = super", "# Why.\n    changed = super")),
        (True, edited.code.replace('"status"', '"title"')),
    ):
        monkeypatch.setattr(request_path, "cut", lambda _, code=code: replace(edited, code=code))
        assert (digest("flask", FUNCTION) != before) == changed
