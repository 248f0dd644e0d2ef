"""deleteMe: the account goes, and all that hangs on it."""

from dataclasses import replace

import pytest

from tests.support.api_client import Character, Newcomer, PostBy, registration
from tests.support.problems import assert_problem
from tests.support.rules import negative, rule


@pytest.fixture
def gone(newcomer: Newcomer) -> Character:
    """Somebody who has just left."""
    leaver = newcomer()
    assert leaver.delete("/users/me").status_code == 204
    return leaver


@rule("U4", "H10")
def test_leaving_is_answered_with_nothing(newcomer: Newcomer) -> None:
    answer = newcomer().delete("/users/me")
    assert (answer.status_code, answer.content) == (204, b"")


@negative
@rule("U4")
def test_a_post_leaves_with_its_author(
    anonymous: Character, newcomer: Newcomer, post_by: PostBy
) -> None:
    leaver = newcomer()
    post = post_by(leaver).json()
    leaver.delete("/users/me")
    assert_problem(anonymous.get(f"/posts/{post['id']}"), 404, "not-found")


@rule("U4")
def test_a_list_shows_nothing_of_who_left(
    anonymous: Character, newcomer: Newcomer, post_by: PostBy
) -> None:
    leaver = newcomer()
    post_by(leaver)
    leaver.delete("/users/me")
    page = anonymous.get(f"/posts?author_id={leaver.id}").json()
    assert page == {"items": [], "next_cursor": None}


@negative
@rule("U4")
def test_every_token_leaves_with_its_owner(newcomer: Newcomer) -> None:
    leaver = newcomer()
    credentials = {"username": leaver.username, "password": leaver.password}
    other = replace(leaver, token=leaver.post("/tokens", json=credentials).json()["token"])
    leaver.delete("/users/me")
    for session in (leaver, other):
        assert_problem(session.get("/users/me"), 401, "unauthenticated")


@negative
@rule("U4")
@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/posts"),
        ("PATCH", "/users/me"),
        ("DELETE", "/users/me"),
        ("DELETE", "/tokens/current"),
        ("GET", "/posts"),
    ],
)
def test_who_left_can_do_nothing_more(gone: Character, method: str, path: str) -> None:
    body = {"title": "Title", "body": "Body"} if path == "/posts" else {"bio": "New."}
    answer = gone.request(method, path, json=body)
    assert_problem(answer, 401, "unauthenticated")
    assert 'error="invalid_token"' in answer.headers["WWW-Authenticate"]


@negative
@rule("U4", "A4")
def test_who_left_cannot_log_in(gone: Character) -> None:
    credentials = {"username": gone.username, "password": gone.password}
    assert_problem(gone.post("/tokens", json=credentials), 401, "invalid-credentials")


@rule("U1", "U4")
def test_the_names_are_free_again_but_not_the_id(anonymous: Character, gone: Character) -> None:
    names = registration(username=gone.username, email=gone.email)
    answer = anonymous.post("/users", json=names)
    assert answer.status_code == 201
    assert answer.json()["id"] > gone.id


@rule("U4")
def test_others_stay(alice: Character, published: dict[str, object], gone: Character) -> None:
    assert alice.get("/users/me").status_code == 200
    assert alice.get(f"/posts/{published['id']}").status_code == 200


@negative
@rule("A1")
def test_nobody_deletes_no_account(anonymous: Character) -> None:
    assert_problem(anonymous.delete("/users/me"), 401, "unauthenticated")
