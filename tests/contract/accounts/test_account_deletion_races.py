"""Leaving while much else happens: one departure, and nothing outlives it."""

from dataclasses import replace

import pytest

from tests.support.api_client import PASSWORD, Character, Newcomer, PostBy
from tests.support.concurrency import CLIENTS, AtOnce, Call, rejected, statuses
from tests.support.problems import assert_problem
from tests.support.rules import negative, rule

pytestmark = negative


@rule("U4")
@pytest.mark.parametrize("path", ["/users/me", "/tokens/current"])
def test_one_of_many_departures_wins(newcomer: Newcomer, at_once: AtOnce, path: str) -> None:
    leaver = newcomer()
    answers = at_once(CLIENTS, lambda: leaver.delete(path))
    assert statuses(answers) == {204: 1, 401: CLIENTS - 1}
    for answer in rejected(answers):
        assert_problem(answer, 401, "unauthenticated")


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
def test_a_write_that_meets_a_departure_is_done_or_finds_nobody(
    newcomer: Newcomer, post_by: PostBy, at_once: AtOnce, method: str, path: str, done: int
) -> None:
    leaver = newcomer()
    paths = [path.format(post_by(leaver).json()["id"]) for _ in range(CLIENTS - 1)]
    body = {"bio": "Still here."} if "users" in path else {"title": "T", "body": "B"}
    writes = [lambda at=one: leaver.request(method, at, json=body) for one in paths]
    gone, *others = at_once(lambda: leaver.delete("/users/me"), *writes)
    assert gone.status_code == 204
    assert set(statuses(others)) <= {done, 401, 404}
    assert leaver.get("/users/me").status_code == 401


@rule("U4", "P1")
@pytest.mark.parametrize("before", [1, CLIENTS // 2, CLIENTS])
def test_no_post_outlives_a_departure(
    anonymous: Character, newcomer: Newcomer, post_by: PostBy, at_once: AtOnce, before: int
) -> None:
    leaver = newcomer()
    calls: list[Call] = [lambda: post_by(leaver)] * CLIENTS
    calls.insert(before, lambda: leaver.delete("/users/me"))
    answers = at_once(*calls)
    assert answers[before].status_code == 204
    assert set(statuses(answers)) <= {201, 401, 404, 204}
    assert anonymous.get(f"/posts?author_id={leaver.id}").json()["items"] == []


@rule("U4", "A3")
def test_no_login_outlives_a_departure(newcomer: Newcomer, at_once: AtOnce) -> None:
    leaver = newcomer()
    credentials = {"username": leaver.username, "password": PASSWORD}
    logins: list[Call] = [lambda: leaver.post("/tokens", json=credentials)] * (CLIENTS - 1)
    answers = at_once(lambda: leaver.delete("/users/me"), *logins)[1:]
    tokens = [answer.json()["token"] for answer in answers if answer.status_code == 201]
    assert set(statuses(answers)) <= {201, 401}
    assert {replace(leaver, token=t).get("/users/me").status_code for t in tokens} <= {401}
