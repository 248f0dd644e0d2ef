"""Account deletion while much else happens: it happens once, and nothing outlives it."""

from dataclasses import replace

import pytest

from tests.support.api_client import PASSWORD, ApiClient, CreatePost, MakeUser
from tests.support.concurrency import CLIENTS, AtOnce, Call, rejected, statuses
from tests.support.problems import assert_problem
from tests.support.rules import negative, rule

pytestmark = negative


@rule("U4")
@pytest.mark.parametrize("path", ["/users/me", "/tokens/current"])
def test_one_of_many_account_deletions_wins(
    make_user: MakeUser, at_once: AtOnce, path: str
) -> None:
    leaver = make_user()
    responses = at_once(CLIENTS, lambda: leaver.delete(path))
    assert statuses(responses) == {204: 1, 401: CLIENTS - 1}
    for response in rejected(responses):
        assert_problem(response, 401, "unauthenticated")


@rule("U4")
@pytest.mark.parametrize(
    ("method", "path", "done"),
    [
        ("POST", "/posts", 201),
        ("PATCH", "/users/me", 200),
        ("PATCH", "/posts/{}", 200),
        ("DELETE", "/posts/{}", 204),
    ],
)
def test_a_write_during_account_deletion_is_done_or_finds_nobody(
    make_user: MakeUser, create_post: CreatePost, at_once: AtOnce, method: str, path: str, done: int
) -> None:
    leaver = make_user()
    paths = [path.format(create_post(leaver).json()["id"]) for _ in range(CLIENTS - 1)]
    body = {"bio": "Still here."} if "users" in path else {"title": "T", "body": "B"}
    writes = [lambda at=one: leaver.request(method, at, json=body) for one in paths]
    gone, *others = at_once(lambda: leaver.delete("/users/me"), *writes)
    assert gone.status_code == 204
    assert set(statuses(others)) <= {done, 401, 404}
    assert leaver.get("/users/me").status_code == 401


@rule("U4", "P1")
@pytest.mark.parametrize("before", [1, CLIENTS // 2, CLIENTS])
def test_no_post_outlives_an_account_deletion(
    anonymous: ApiClient, make_user: MakeUser, create_post: CreatePost, at_once: AtOnce, before: int
) -> None:
    leaver = make_user()
    calls: list[Call] = [lambda: create_post(leaver)] * CLIENTS
    calls.insert(before, lambda: leaver.delete("/users/me"))
    responses = at_once(*calls)
    assert responses[before].status_code == 204
    assert set(statuses(responses)) <= {201, 401, 404, 204}
    assert anonymous.get(f"/posts?author_id={leaver.id}").json()["items"] == []


@rule("U4", "A3")
def test_no_login_outlives_an_account_deletion(make_user: MakeUser, at_once: AtOnce) -> None:
    leaver = make_user()
    credentials = {"username": leaver.username, "password": PASSWORD}
    logins: list[Call] = [lambda: leaver.post("/tokens", json=credentials)] * (CLIENTS - 1)
    responses = at_once(lambda: leaver.delete("/users/me"), *logins)[1:]
    tokens = [response.json()["token"] for response in responses if response.status_code == 201]
    assert set(statuses(responses)) <= {201, 401}
    assert {replace(leaver, token=t).get("/users/me").status_code for t in tokens} <= {401}
