"""deletePost: gone for everyone, at the word of its author."""

from typing import Any

import pytest

from tests.support.api_client import ApiClient
from tests.support.problems import assert_problem
from tests.support.rules import negative, rule


@rule("P1", "H10")
def test_a_deletion_has_no_response_body(alice: ApiClient, published: dict[str, Any]) -> None:
    response = alice.delete(f"/posts/{published['id']}")
    assert (response.status_code, response.content) == (204, b"")
    assert "ETag" not in response.headers


@negative
@rule("P1", "H11")
@pytest.mark.parametrize("method", ["GET", "PATCH", "DELETE"])
@pytest.mark.parametrize("condition", [{}, {"If-Match": "*"}], ids=["plain", "conditional"])
def test_a_deleted_post_is_not_found(
    alice: ApiClient, published: dict[str, Any], method: str, condition: dict[str, str]
) -> None:
    path = f"/posts/{published['id']}"
    alice.delete(path)
    response = alice.request(method, path, json={"title": "Back"}, headers=condition)
    assert_problem(response, 404, "not-found")


@rule("P1", "L1")
def test_a_deleted_post_is_in_no_list(alice: ApiClient, published: dict[str, Any]) -> None:
    alice.delete(f"/posts/{published['id']}")
    page = alice.get(f"/posts?author_id={alice.id}&limit=1").json()
    assert published["id"] not in [post["id"] for post in page["items"]]


@rule("P2")
def test_a_draft_is_deleted_by_its_author(alice: ApiClient, draft: dict[str, Any]) -> None:
    statuses = [alice.delete(f"/posts/{draft['id']}").status_code for _ in range(2)]
    assert statuses == [204, 404]


@negative
@rule("P1")
def test_a_rejected_deletion_leaves_the_post(
    anonymous: ApiClient, bob: ApiClient, published: dict[str, Any]
) -> None:
    path = f"/posts/{published['id']}"
    statuses = [somebody.delete(path).status_code for somebody in (bob, anonymous)]
    assert statuses == [403, 401]
    assert anonymous.get(path).headers["ETag"] == published["etag"]


@negative
@rule("H8")
@pytest.mark.parametrize("post_id", [2**53 - 1, 4_294_967_297])
def test_what_is_not_there_cannot_be_deleted(alice: ApiClient, post_id: int) -> None:
    assert_problem(alice.delete(f"/posts/{post_id}"), 404, "not-found")
