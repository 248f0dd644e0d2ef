"""Many requests at the same moment: one winner, no lost write, nobody sees a 5xx."""

from dataclasses import replace
from typing import Any

import pytest

from tests.support.api_client import PASSWORD, ApiClient, CreatePost, MakeUser, registration
from tests.support.concurrency import CLIENTS, AtOnce, Call, rejected, statuses
from tests.support.problems import assert_problem
from tests.support.rules import negative, rule

pytestmark = negative


def editing(author: ApiClient, post: dict[str, Any], **headers: str) -> list[Call]:
    """As many changes of one post, each to another title."""
    path = f"/posts/{post['id']}"
    condition = {name.replace("_", "-"): value for name, value in headers.items()}

    def edit(number: int) -> Call:
        body = {"title": f"Title {number}"}
        return lambda: author.patch(path, json=body, headers=condition)

    return [edit(number) for number in range(CLIENTS)]


@rule("U1", "Y5")
def test_one_of_many_equal_registrations_wins(anonymous: ApiClient, at_once: AtOnce) -> None:
    account = registration()
    responses = at_once(CLIENTS, lambda: anonymous.post("/users", json=account))
    assert statuses(responses) == {201: 1, 409: CLIENTS - 1}
    for response in rejected(responses):
        assert_problem(response, 409, "conflict", {"#/username": "unique", "#/email": "unique"})


@rule("U1")
@pytest.mark.parametrize("shared", ["username", "email"])
def test_one_of_many_registrations_gets_the_shared_name(
    anonymous: ApiClient, at_once: AtOnce, shared: str
) -> None:
    name = registration()[shared]
    accounts = [registration() | {shared: name} for _ in range(CLIENTS)]
    calls = [lambda body=account: anonymous.post("/users", json=body) for account in accounts]
    responses = at_once(*calls)
    assert statuses(responses) == {201: 1, 409: CLIENTS - 1}
    for response in rejected(responses):
        assert_problem(response, 409, "conflict", {f"#/{shared}": "unique"})


@rule("U1", "U3")
def test_one_of_many_accounts_gets_the_new_email(make_user: MakeUser, at_once: AtOnce) -> None:
    people = [make_user() for _ in range(4)]
    change = {"email": registration()["email"], "current_password": PASSWORD}
    calls = [lambda by=one: by.patch("/users/me", json=change) for one in people * 3]
    responses = at_once(*calls)
    assert statuses(responses) == {200: 3, 409: 9}
    assert (
        len({response.json()["id"] for response in responses if response.status_code == 200}) == 1
    )


@rule("U3")
def test_one_of_many_password_changes_wins(make_user: MakeUser, at_once: AtOnce) -> None:
    somebody = make_user()
    passwords = [f"new password {number:02}" for number in range(CLIENTS)]
    bodies = [{"password": new, "current_password": PASSWORD} for new in passwords]
    responses = at_once(*[lambda b=body: somebody.patch("/users/me", json=b) for body in bodies])
    assert statuses(responses) == {200: 1, 422: CLIENTS - 1}
    for response in rejected(responses):
        assert_problem(response, 422, "validation-failed", {"#/current_password": "credentials"})


@rule("U3", "A3")
def test_no_login_with_the_old_password_outlives_the_new_one(
    make_user: MakeUser, at_once: AtOnce
) -> None:
    somebody = make_user()
    change = {"password": "new password", "current_password": PASSWORD}
    old = {"username": somebody.username, "password": PASSWORD}
    logins: list[Call] = [lambda: somebody.post("/tokens", json=old)] * (CLIENTS - 1)
    changed, *responses = at_once(lambda: somebody.patch("/users/me", json=change), *logins)
    tokens = [response.json()["token"] for response in responses if response.status_code == 201]
    sessions = [replace(somebody, token=token) for token in tokens]
    assert (changed.status_code, statuses(responses).keys() <= {201, 401}) == (200, True)
    assert {session.get("/users/me").status_code for session in sessions} <= {401}


@rule("C3")
def test_one_of_many_changes_of_the_same_version_wins(
    alice: ApiClient, published: dict[str, Any], at_once: AtOnce
) -> None:
    responses = at_once(*editing(alice, published, If_Match=published["etag"]))
    assert statuses(responses) == {200: 1, 412: CLIENTS - 1}
    [won] = [response for response in responses if response.status_code == 200]
    kept = alice.get(f"/posts/{published['id']}")
    assert (kept.headers["ETag"], kept.json()) == (f'"{published["id"]}-2"', won.json())


@rule("C3", "Y5")
@pytest.mark.parametrize("headers", [{}, {"If_Match": "*"}], ids=["plain", "star"])
def test_many_changes_without_a_version_are_all_made(
    alice: ApiClient, published: dict[str, Any], at_once: AtOnce, headers: dict[str, str]
) -> None:
    responses = at_once(*editing(alice, published, **headers))
    versions = sorted(
        int(response.headers["ETag"].strip('"').split("-")[1]) for response in responses
    )
    assert statuses(responses) == {200: CLIENTS}
    assert versions == list(range(2, CLIENTS + 2))


@rule("P4", "P5")
def test_of_many_publications_one_is_a_change(
    alice: ApiClient, draft: dict[str, Any], at_once: AtOnce
) -> None:
    path = f"/posts/{draft['id']}"
    responses = at_once(CLIENTS, lambda: alice.patch(path, json={"status": "published"}))
    assert {response.headers["ETag"] for response in responses} == {f'"{draft["id"]}-2"'}
    assert len({response.json()["published_at"] for response in responses}) == 1


@rule("C3")
@pytest.mark.parametrize("condition", [{}, {"If-Match": "TAG"}, {"If-Match": "*"}], ids=str)
def test_one_of_many_deletions_wins(
    alice: ApiClient, published: dict[str, Any], at_once: AtOnce, condition: dict[str, str]
) -> None:
    headers = {name: value.replace("TAG", published["etag"]) for name, value in condition.items()}
    path = f"/posts/{published['id']}"
    responses = at_once(CLIENTS, lambda: alice.delete(path, headers=headers))
    assert statuses(responses) == {204: 1, 404: CLIENTS - 1}


@rule("C3")
def test_either_the_changes_or_the_deletions_of_a_version_have_one_winner(
    alice: ApiClient, published: dict[str, Any], at_once: AtOnce
) -> None:
    path, headers = f"/posts/{published['id']}", {"If-Match": published["etag"]}
    edits = editing(alice, published, If_Match=published["etag"])
    responses = at_once(*edits, *[lambda: alice.delete(path, headers=headers)] * CLIENTS)
    assert len(responses) - len(rejected(responses)) == 1
    assert set(statuses(rejected(responses))) <= {404, 412}


@rule("Y5")
def test_many_new_posts_are_all_written(
    make_user: MakeUser, create_post: CreatePost, at_once: AtOnce
) -> None:
    author = make_user()
    ids = {response.json()["id"] for response in at_once(2 * CLIENTS, lambda: create_post(author))}
    listed = author.get(f"/posts?author_id={author.id}&limit=100").json()["items"]
    assert len(ids) == 2 * CLIENTS
    assert {post["id"] for post in listed} == ids
