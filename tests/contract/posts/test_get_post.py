"""getPost: one post, with what a cache must know."""

from typing import Any

import httpx
import pytest

from tests.support.api_client import Character, PostBy
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


def varies_by_authorization(answer: httpx.Response) -> bool:
    return "authorization" in answer.headers["Vary"].lower().split(", ")


@pytest.fixture(params=["alice", "bob", "anonymous"])
def reader(
    request: pytest.FixtureRequest, alice: Character, bob: Character, anonymous: Character
) -> Character:
    """Everyone in turn."""
    people = {"alice": alice, "bob": bob, "anonymous": anonymous}
    return people[request.param]


@rule("S1", "U2")
def test_a_published_post_is_there_for_everyone(
    reader: Character, published: dict[str, Any]
) -> None:
    answer = reader.get(f"/posts/{published['id']}")
    shown = answer.json()
    assert answer.status_code == 200
    assert (set(shown), set(shown["author"])) == (MEMBERS, {"id", "username"})
    assert {**shown, "etag": answer.headers["ETag"]} == published


@rule("P2", "S1")
def test_a_draft_is_there_for_its_author(alice: Character, draft: dict[str, Any]) -> None:
    answer = alice.get(f"/posts/{draft['id']}")
    assert {**answer.json(), "etag": answer.headers["ETag"]} == draft
    assert (draft["status"], draft["published_at"]) == ("draft", None)


@rule("C4")
@pytest.mark.parametrize("headers", [{}, {"If-None-Match": "*"}], ids=["whole", "unchanged"])
def test_a_post_is_kept_by_private_caches_which_ask_again(
    reader: Character, published: dict[str, Any], headers: dict[str, str]
) -> None:
    answer = reader.get(f"/posts/{published['id']}", headers=headers)
    assert answer.status_code == (304 if headers else 200)
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert varies_by_authorization(answer)


@rule("C4")
def test_a_draft_is_no_shared_copy(alice: Character, draft: dict[str, Any]) -> None:
    answer = alice.get(f"/posts/{draft['id']}")
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert varies_by_authorization(answer)


@rule("C1", "H4")
def test_head_names_the_entity_tag_too(alice: Character, published: dict[str, Any]) -> None:
    answer = alice.head(f"/posts/{published['id']}")
    assert (answer.status_code, answer.content) in {(200, b""), (405, b"")}
    assert answer.status_code == 405 or answer.headers["ETag"] == published["etag"]


@rule("S1")
def test_the_author_is_the_one_who_wrote_it(
    anonymous: Character, bob: Character, post_by: PostBy
) -> None:
    post = post_by(bob).json()
    shown = anonymous.get(f"/posts/{post['id']}").json()
    assert shown["author"] == {"id": bob.id, "username": bob.username}


@negative
@rule("H8")
@pytest.mark.parametrize("post_id", [2**53 - 1, 2**31, 4_294_967_297])
def test_an_id_no_post_has_is_not_found(reader: Character, post_id: int) -> None:
    assert_problem(reader.get(f"/posts/{post_id}"), 404, "not-found")


@negative
@rule("A2")
@pytest.mark.parametrize("token", ["Bearer tp_nonsense", "Bearer A"])
def test_a_bad_token_is_refused_even_for_a_published_post(
    anonymous: Character, published: dict[str, Any], token: str
) -> None:
    headers = {"Authorization": token, "If-None-Match": published["etag"]}
    answer = anonymous.get(f"/posts/{published['id']}", headers=headers)
    assert_problem(answer, 401, "unauthenticated")
    assert 'error="invalid_token"' in answer.headers["WWW-Authenticate"]


@negative
@rule("P2", "C4")
def test_a_missing_post_has_no_entity_tag(bob: Character, draft: dict[str, Any]) -> None:
    answer = bob.get(f"/posts/{draft['id']}")
    assert_problem(answer, 404, "not-found")
    assert "ETag" not in answer.headers
