"""Many requests at the same moment: one winner, no lost write, nobody sees a 5xx."""

from dataclasses import replace
from typing import Any

import pytest

from tests.support.api_client import PASSWORD, Character, Newcomer, PostBy, registration
from tests.support.concurrency import CLIENTS, AtOnce, Call, rejected, statuses
from tests.support.problems import assert_problem
from tests.support.rules import negative, rule

pytestmark = negative


def editing(author: Character, post: dict[str, Any], **headers: str) -> list[Call]:
    """As many changes of one post, each to another title."""
    path = f"/posts/{post['id']}"
    condition = {name.replace("_", "-"): value for name, value in headers.items()}

    def edit(number: int) -> Call:
        body = {"title": f"Title {number}"}
        return lambda: author.patch(path, json=body, headers=condition)

    return [edit(number) for number in range(CLIENTS)]


@rule("U1", "Y5")
def test_one_of_many_equal_registrations_wins(anonymous: Character, at_once: AtOnce) -> None:
    account = registration()
    answers = at_once(CLIENTS, lambda: anonymous.post("/users", json=account))
    assert statuses(answers) == {201: 1, 409: CLIENTS - 1}
    for answer in rejected(answers):
        assert_problem(answer, 409, "conflict", {"#/username": "unique", "#/email": "unique"})


@rule("U1")
@pytest.mark.parametrize("shared", ["username", "email"])
def test_one_of_many_registrations_gets_the_shared_name(
    anonymous: Character, at_once: AtOnce, shared: str
) -> None:
    name = registration()[shared]
    accounts = [registration() | {shared: name} for _ in range(CLIENTS)]
    calls = [lambda body=account: anonymous.post("/users", json=body) for account in accounts]
    answers = at_once(*calls)
    assert statuses(answers) == {201: 1, 409: CLIENTS - 1}
    for answer in rejected(answers):
        assert_problem(answer, 409, "conflict", {f"#/{shared}": "unique"})


@rule("U1", "U3")
def test_one_of_many_accounts_gets_the_new_email(newcomer: Newcomer, at_once: AtOnce) -> None:
    people = [newcomer() for _ in range(4)]
    change = {"email": registration()["email"], "current_password": PASSWORD}
    calls = [lambda by=one: by.patch("/users/me", json=change) for one in people * 3]
    answers = at_once(*calls)
    assert statuses(answers) == {200: 3, 409: 9}
    assert len({answer.json()["id"] for answer in answers if answer.status_code == 200}) == 1


@rule("U3")
def test_one_of_many_password_changes_wins(newcomer: Newcomer, at_once: AtOnce) -> None:
    somebody = newcomer()
    passwords = [f"new password {number:02}" for number in range(CLIENTS)]
    bodies = [{"password": new, "current_password": PASSWORD} for new in passwords]
    answers = at_once(*[lambda b=body: somebody.patch("/users/me", json=b) for body in bodies])
    assert statuses(answers) == {200: 1, 422: CLIENTS - 1}
    for answer in rejected(answers):
        assert_problem(answer, 422, "validation-failed", {"#/current_password": "credentials"})


@rule("U3", "A3")
def test_no_login_with_the_old_password_outlives_the_new_one(
    newcomer: Newcomer, at_once: AtOnce
) -> None:
    somebody = newcomer()
    change = {"password": "new password", "current_password": PASSWORD}
    old = {"username": somebody.username, "password": PASSWORD}
    logins: list[Call] = [lambda: somebody.post("/tokens", json=old)] * (CLIENTS - 1)
    changed, *answers = at_once(lambda: somebody.patch("/users/me", json=change), *logins)
    tokens = [answer.json()["token"] for answer in answers if answer.status_code == 201]
    sessions = [replace(somebody, token=token) for token in tokens]
    assert (changed.status_code, statuses(answers).keys() <= {201, 401}) == (200, True)
    assert {session.get("/users/me").status_code for session in sessions} <= {401}


@rule("C3")
def test_one_of_many_changes_of_the_same_version_wins(
    alice: Character, published: dict[str, Any], at_once: AtOnce
) -> None:
    answers = at_once(*editing(alice, published, If_Match=published["etag"]))
    assert statuses(answers) == {200: 1, 412: CLIENTS - 1}
    [won] = [answer for answer in answers if answer.status_code == 200]
    kept = alice.get(f"/posts/{published['id']}")
    assert (kept.headers["ETag"], kept.json()) == (f'"{published["id"]}-2"', won.json())


@rule("C3", "Y5")
@pytest.mark.parametrize("headers", [{}, {"If_Match": "*"}], ids=["plain", "star"])
def test_many_changes_without_a_version_are_all_made(
    alice: Character, published: dict[str, Any], at_once: AtOnce, headers: dict[str, str]
) -> None:
    answers = at_once(*editing(alice, published, **headers))
    versions = sorted(int(answer.headers["ETag"].strip('"').split("-")[1]) for answer in answers)
    assert statuses(answers) == {200: CLIENTS}
    assert versions == list(range(2, CLIENTS + 2))


@rule("P4", "P5")
def test_of_many_publications_one_is_a_change(
    alice: Character, draft: dict[str, Any], at_once: AtOnce
) -> None:
    path = f"/posts/{draft['id']}"
    answers = at_once(CLIENTS, lambda: alice.patch(path, json={"status": "published"}))
    assert {answer.headers["ETag"] for answer in answers} == {f'"{draft["id"]}-2"'}
    assert len({answer.json()["published_at"] for answer in answers}) == 1


@rule("C3")
@pytest.mark.parametrize("condition", [{}, {"If-Match": "TAG"}, {"If-Match": "*"}], ids=str)
def test_one_of_many_deletions_wins(
    alice: Character, published: dict[str, Any], at_once: AtOnce, condition: dict[str, str]
) -> None:
    headers = {name: value.replace("TAG", published["etag"]) for name, value in condition.items()}
    path = f"/posts/{published['id']}"
    answers = at_once(CLIENTS, lambda: alice.delete(path, headers=headers))
    assert statuses(answers) == {204: 1, 404: CLIENTS - 1}


@rule("C3")
def test_either_the_changes_or_the_deletions_of_a_version_have_one_winner(
    alice: Character, published: dict[str, Any], at_once: AtOnce
) -> None:
    path, headers = f"/posts/{published['id']}", {"If-Match": published["etag"]}
    edits = editing(alice, published, If_Match=published["etag"])
    answers = at_once(*edits, *[lambda: alice.delete(path, headers=headers)] * CLIENTS)
    assert len(answers) - len(rejected(answers)) == 1
    assert set(statuses(rejected(answers))) <= {404, 412}


@rule("Y5")
def test_many_new_posts_are_all_written(
    newcomer: Newcomer, post_by: PostBy, at_once: AtOnce
) -> None:
    author = newcomer()
    ids = {answer.json()["id"] for answer in at_once(2 * CLIENTS, lambda: post_by(author))}
    listed = author.get(f"/posts?author_id={author.id}&limit=100").json()["items"]
    assert len(ids) == 2 * CLIENTS
    assert {post["id"] for post in listed} == ids
