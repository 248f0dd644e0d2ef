"""deleteMe: the account goes, and all that hangs on it."""

from dataclasses import replace

import pytest

from tests.support.api_client import ApiClient, CreatePost, MakeUser, registration
from tests.support.problems import assert_problem
from tests.support.rules import negative, rule


@pytest.fixture
def gone(make_user: MakeUser) -> ApiClient:
    """Somebody who has just left."""
    leaver = make_user()
    assert leaver.delete("/users/me").status_code == 204
    return leaver


@rule("U4", "H10")
def test_account_deletion_has_no_response_body(make_user: MakeUser) -> None:
    response = make_user().delete("/users/me")
    assert (response.status_code, response.content) == (204, b"")


@negative
@rule("U4")
def test_a_post_leaves_with_its_author(
    anonymous: ApiClient, make_user: MakeUser, create_post: CreatePost
) -> None:
    leaver = make_user()
    post = create_post(leaver).json()
    leaver.delete("/users/me")
    assert_problem(anonymous.get(f"/posts/{post['id']}"), 404, "not-found")


@rule("U4")
def test_a_list_shows_nothing_of_who_left(
    anonymous: ApiClient, make_user: MakeUser, create_post: CreatePost
) -> None:
    leaver = make_user()
    create_post(leaver)
    leaver.delete("/users/me")
    page = anonymous.get(f"/posts?author_id={leaver.id}").json()
    assert page == {"items": [], "next_cursor": None}


@negative
@rule("U4")
def test_every_token_leaves_with_its_owner(make_user: MakeUser) -> None:
    leaver = make_user()
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
def test_who_left_can_do_nothing_more(gone: ApiClient, method: str, path: str) -> None:
    body = {"title": "Title", "body": "Body"} if path == "/posts" else {"bio": "New."}
    response = gone.request(method, path, json=body)
    assert_problem(response, 401, "unauthenticated")
    assert 'error="invalid_token"' in response.headers["WWW-Authenticate"]


@negative
@rule("U4", "A4")
def test_who_left_cannot_log_in(gone: ApiClient) -> None:
    credentials = {"username": gone.username, "password": gone.password}
    assert_problem(gone.post("/tokens", json=credentials), 401, "invalid-credentials")


@rule("U1", "U4")
def test_the_names_are_free_again_but_not_the_id(anonymous: ApiClient, gone: ApiClient) -> None:
    names = registration(username=gone.username, email=gone.email)
    response = anonymous.post("/users", json=names)
    assert response.status_code == 201
    assert response.json()["id"] > gone.id


@rule("U4")
def test_others_stay(alice: ApiClient, published: dict[str, object], gone: ApiClient) -> None:
    assert alice.get("/users/me").status_code == 200
    assert alice.get(f"/posts/{published['id']}").status_code == 200


@negative
@rule("A1")
def test_nobody_deletes_no_account(anonymous: ApiClient) -> None:
    assert_problem(anonymous.delete("/users/me"), 401, "unauthenticated")
