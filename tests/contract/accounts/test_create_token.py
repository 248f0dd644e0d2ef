"""createToken: who may log in, with which password, and for how long."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.support.api_client import PASSWORD, ApiClient, fresh_name
from tests.support.problems import assert_problem
from tests.support.rules import needs_launcher, negative, rule
from tests.support.timing import ratio_of_medians

NO_ACCOUNTS = {
    "unknown": "nobody_has_this_name",
    "in upper case": "NOBODY_HAS_THIS_NAME",
    "too short": "a",
    "too long": 254 * "a",
    "254 astral characters": 254 * "\U0001f407",
    "blank": " ",
    "an email": "alice@example.com",
    "a dash": "a-b",
    "SQL": "' OR '1'='1",
    "a wildcard": "%",
}


Near = Callable[[str], str]
NEAR_NAMES: list[Near] = [str.upper, str.title, "{} ".format, " {}".format, "{}@example.com".format]


def login(somebody: ApiClient, **changes: str) -> dict[str, str]:
    return {"username": somebody.username, "password": somebody.password, **changes}


@rule("A3", "S1", "C4")
def test_a_login_returns_a_token(anonymous: ApiClient, alice: ApiClient) -> None:
    response = anonymous.post("/tokens", json=login(alice))
    assert response.status_code == 201
    assert set(response.json()) == {"token", "token_type", "expires_at"}
    assert response.headers["Cache-Control"] == "no-store"


@rule("A3")
def test_each_login_issues_another_token_and_all_work(
    anonymous: ApiClient, alice: ApiClient
) -> None:
    tokens = [anonymous.post("/tokens", json=login(alice)).json()["token"] for _ in range(3)]
    sessions = [replace(alice, token=token) for token in {*tokens, alice.token}]
    assert [session.get("/users/me").status_code for session in sessions] == 4 * [200]


@needs_launcher
@rule("A3", "S2")
def test_a_token_lasts_two_weeks_by_default(anonymous: ApiClient, alice: ApiClient) -> None:
    expires_at = anonymous.post("/tokens", json=login(alice)).json()["expires_at"]
    left = datetime.fromisoformat(expires_at) - datetime.now(UTC)
    assert timedelta(days=14, minutes=-2) < left < timedelta(days=14, minutes=2)


@rule("A3", "A5")
def test_logging_in_again_changes_nothing(anonymous: ApiClient, alice: ApiClient) -> None:
    before = alice.get("/users/me").json()
    statuses = [anonymous.post("/tokens", json=login(alice)).status_code for _ in range(2)]
    assert statuses == [201, 201]
    assert alice.get("/users/me").json() == before


@negative
@rule("A4", "F8")
@pytest.mark.parametrize("username", NO_ACCOUNTS.values(), ids=NO_ACCOUNTS)
def test_what_is_no_account_cannot_log_in(
    anonymous: ApiClient, alice: ApiClient, username: str
) -> None:
    response = anonymous.post("/tokens", json=login(alice, username=username))
    assert_problem(response, 401, "invalid-credentials")
    assert response.headers["WWW-Authenticate"].startswith("Bearer")


@negative
@rule("A4")
def test_an_unknown_user_gets_the_response_of_a_wrong_password(
    anonymous: ApiClient, alice: ApiClient
) -> None:
    wrong = anonymous.post("/tokens", json=login(alice, password="wrong"))
    for name in (fresh_name("nobody"), "A B"):
        unknown = anonymous.post("/tokens", json=login(alice, username=name))
        assert (unknown.status_code, unknown.json()) == (401, wrong.json())


@negative
@rule("A1", "F8")
@pytest.mark.parametrize("password", ["x", "\u200b", 128 * "x", PASSWORD + " ", PASSWORD.upper()])
def test_a_wrong_password_is_rejected(
    anonymous: ApiClient, alice: ApiClient, password: str
) -> None:
    response = anonymous.post("/tokens", json=login(alice, password=password))
    assert_problem(response, 401, "invalid-credentials")
    assert response.headers["WWW-Authenticate"].startswith("Bearer")


@negative
@rule("F1", "F8")
@pytest.mark.parametrize("change", NEAR_NAMES)
def test_a_username_is_compared_exactly(
    anonymous: ApiClient, alice: ApiClient, change: Near
) -> None:
    response = anonymous.post("/tokens", json=login(alice, username=change(alice.username)))
    assert_problem(response, 401, "invalid-credentials")


@negative
@rule("A4")
def test_an_unknown_user_takes_the_time_of_a_wrong_password(
    anonymous: ApiClient, alice: ApiClient
) -> None:
    wrong, unknown = login(alice, password="wrong"), login(alice, username=fresh_name("no"))
    calls = [lambda body=body: anonymous.post("/tokens", json=body) for body in (wrong, unknown)]
    assert ratio_of_medians(*calls, enough=1.5) <= 1.5
