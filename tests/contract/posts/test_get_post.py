"""getPost: one post, with what a cache must know."""

from typing import Any

import httpx
import pytest

from tests.support.api_client import ApiClient, CreatePost
from tests.support.problems import assert_problem
from tests.support.rules import negative, rule

MEMBERS = {
    "id",
    "title",
    "body",
    "status",
    "author",
    "created_at",
    "updated_at",
    "published_at",
}


def varies_by_authorization(response: httpx.Response) -> bool:
    return "authorization" in response.headers["Vary"].lower().split(", ")


@pytest.fixture(params=["alice", "bob", "anonymous"])
def reader(
    request: pytest.FixtureRequest, alice: ApiClient, bob: ApiClient, anonymous: ApiClient
) -> ApiClient:
    """Everyone in turn."""
    people = {"alice": alice, "bob": bob, "anonymous": anonymous}
    return people[request.param]


@rule("S1", "U2")
def test_a_published_post_is_there_for_everyone(
    reader: ApiClient, published: dict[str, Any]
) -> None:
    response = reader.get(f"/posts/{published['id']}")
    shown = response.json()
    assert response.status_code == 200
    assert (set(shown), set(shown["author"])) == (MEMBERS, {"id", "username"})
    assert {**shown, "etag": response.headers["ETag"]} == published


@rule("P2", "S1")
def test_a_draft_is_there_for_its_author(alice: ApiClient, draft: dict[str, Any]) -> None:
    response = alice.get(f"/posts/{draft['id']}")
    assert {**response.json(), "etag": response.headers["ETag"]} == draft
    assert (draft["status"], draft["published_at"]) == ("draft", None)


@rule("C4")
@pytest.mark.parametrize("headers", [{}, {"If-None-Match": "*"}], ids=["whole", "unchanged"])
def test_a_post_is_kept_by_private_caches_which_ask_again(
    reader: ApiClient, published: dict[str, Any], headers: dict[str, str]
) -> None:
    response = reader.get(f"/posts/{published['id']}", headers=headers)
    assert response.status_code == (304 if headers else 200)
    assert response.headers["Cache-Control"] == "private, no-cache"
    assert varies_by_authorization(response)


@rule("C4")
def test_a_draft_is_no_shared_copy(alice: ApiClient, draft: dict[str, Any]) -> None:
    response = alice.get(f"/posts/{draft['id']}")
    assert response.headers["Cache-Control"] == "private, no-cache"
    assert varies_by_authorization(response)


@rule("C1", "H4")
def test_head_names_the_entity_tag_too(alice: ApiClient, published: dict[str, Any]) -> None:
    response = alice.head(f"/posts/{published['id']}")
    assert (response.status_code, response.content) in {(200, b""), (405, b"")}
    assert response.status_code == 405 or response.headers["ETag"] == published["etag"]


@rule("S1")
def test_the_author_is_the_one_who_wrote_it(
    anonymous: ApiClient, bob: ApiClient, create_post: CreatePost
) -> None:
    post = create_post(bob).json()
    shown = anonymous.get(f"/posts/{post['id']}").json()
    assert shown["author"] == {"id": bob.id, "username": bob.username}


@negative
@rule("H8")
@pytest.mark.parametrize("post_id", [2**53 - 1, 2**31, 4_294_967_297])
def test_an_id_no_post_has_is_not_found(reader: ApiClient, post_id: int) -> None:
    assert_problem(reader.get(f"/posts/{post_id}"), 404, "not-found")


@negative
@rule("A2")
@pytest.mark.parametrize("token", ["Bearer tp_nonsense", "Bearer A"])
def test_a_bad_token_is_rejected_even_for_a_published_post(
    anonymous: ApiClient, published: dict[str, Any], token: str
) -> None:
    headers = {"Authorization": token, "If-None-Match": published["etag"]}
    response = anonymous.get(f"/posts/{published['id']}", headers=headers)
    assert_problem(response, 401, "unauthenticated")
    assert 'error="invalid_token"' in response.headers["WWW-Authenticate"]


@negative
@rule("P2", "C4")
def test_a_missing_post_has_no_entity_tag(bob: ApiClient, draft: dict[str, Any]) -> None:
    response = bob.get(f"/posts/{draft['id']}")
    assert_problem(response, 404, "not-found")
    assert "ETag" not in response.headers
