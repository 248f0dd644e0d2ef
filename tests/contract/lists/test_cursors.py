"""Cursors: taken back from who issued them, and rejected where they are none."""

from base64 import urlsafe_b64encode

import pytest

from tests.support.api_client import ApiClient, CreatePost
from tests.support.problems import assert_problem
from tests.support.rules import negative, rule

BOTH_LISTS = pytest.mark.parametrize("path", ["/users", "/posts"])

NO_CURSORS = {
    "a mark": "!",
    "words": "not a cursor",
    "another alphabet": "MT+/*",
    "Unicode": "M\u0422I",
    "an emoji": "\U0001f407",
    "NUL": "\x00",
    "a line feed": "\n",
    "dots": "MTIz.MTIz",
    "a tag": "<b>",
    "percent": "%",
    "JSON": '{"id":1}',
    "thousands of characters": 1000 * "!MTIz",
}

# What cursors of common forms would hold, in base64url.
NO_PLACES = {
    "nothing": "",
    "letters": "me",
    "negative": "-1",
    "a fraction": "1.5",
    "an exponent": "1e3",
    "two ids": "1,2",
    "a query string": "p=abc",
    "a NUL in a query string": "p=1\x00",
    "a date": "p=2026-11-21T09:00:00Z",
    "JSON": '{"id": "x"}',
    "bytes": "\x00\x01\x02\x03",
    "Unicode": "\U0001f407",
}


@pytest.fixture
def issued(alice: ApiClient, create_post: CreatePost) -> str:
    """A cursor of the list of posts."""
    for _ in range(2):
        create_post(alice)
    cursor = alice.get(f"/posts?author_id={alice.id}&limit=1").json()["next_cursor"]
    assert isinstance(cursor, str)
    return cursor


@negative
@rule("L3", "E3")
@BOTH_LISTS
@pytest.mark.parametrize("bad", NO_CURSORS.values(), ids=NO_CURSORS)
def test_what_is_no_cursor_is_named(anonymous: ApiClient, path: str, bad: str) -> None:
    response = anonymous.get(path, params={"cursor": bad})
    assert_problem(response, 422, "validation-failed", {"cursor": "cursor"})


@negative
@rule("L3", "E3")
@BOTH_LISTS
@pytest.mark.parametrize("text", NO_PLACES.values(), ids=NO_PLACES)
def test_what_encodes_no_place_is_named(anonymous: ApiClient, path: str, text: str) -> None:
    bad = urlsafe_b64encode(text.encode()).rstrip(b"=").decode() or "="
    response = anonymous.get(path, params={"cursor": bad})
    assert_problem(response, 422, "validation-failed", {"cursor": "cursor"})


@rule("L3")
@BOTH_LISTS
@pytest.mark.parametrize("number", [0, 2**53, 2**63, 2**64 + 1, 10**100])
@pytest.mark.parametrize("form", ["{}", "p={}"])
def test_a_number_out_of_range_is_no_crash(
    anonymous: ApiClient, path: str, number: int, form: str
) -> None:
    text = form.format(number)
    response = anonymous.get(path, params={"cursor": urlsafe_b64encode(text.encode()).decode()})
    assert response.status_code in {200, 422}


@rule("L3")
@pytest.mark.parametrize("change", ["{}A", "A{}", "{}=", "{}%00", "{}.{}"])
def test_a_cursor_that_was_changed_is_a_place_or_none(
    anonymous: ApiClient, issued: str, change: str
) -> None:
    response = anonymous.get(f"/posts?limit=1&cursor={change.format(issued, issued)}")
    assert response.status_code in {200, 422}


@rule("L3")
def test_a_cursor_is_taken_back_again_and_again(anonymous: ApiClient, issued: str) -> None:
    pages = [anonymous.get("/posts", params={"limit": 3, "cursor": issued}) for _ in range(2)]
    assert [page.status_code for page in pages] == [200, 200]
    assert len({page.json()["items"][0]["id"] for page in pages if page.json()["items"]}) <= 1


@rule("L3")
def test_a_cursor_can_be_put_into_a_url_as_it_is(anonymous: ApiClient, issued: str) -> None:
    assert anonymous.get(f"/posts?limit=1&cursor={issued}").status_code == 200


@negative
@rule("L3", "E2", "P3")
def test_a_bad_cursor_is_named_beside_other_faults(alice: ApiClient) -> None:
    response = alice.get("/posts?cursor=!&limit=0&status=draft")
    errors = {"cursor": "cursor", "limit": "minimum"}
    assert_problem(response, 422, "validation-failed", errors)
