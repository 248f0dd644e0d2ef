"""revokeToken: logging out of one session."""

from dataclasses import replace

import pytest

from tests.support.api_client import ApiClient
from tests.support.problems import assert_problem
from tests.support.rules import negative, rule

INVALID = 'error="invalid_token"'


@pytest.fixture
def session(alice: ApiClient) -> ApiClient:
    """Alice once more, with another token."""
    credentials = {"username": alice.username, "password": alice.password}
    return replace(alice, token=alice.post("/tokens", json=credentials).json()["token"])


@rule("A3")
def test_logging_out_has_no_response_body(session: ApiClient) -> None:
    response = session.delete("/tokens/current")
    assert (response.status_code, response.content) == (204, b"")


@negative
@rule("A1")
def test_a_revoked_token_is_an_invalid_one(session: ApiClient) -> None:
    session.delete("/tokens/current")
    response = session.get("/users/me")
    assert_problem(response, 401, "unauthenticated")
    assert INVALID in response.headers["WWW-Authenticate"]


@negative
@rule("A2")
@pytest.mark.parametrize("path", ["/posts", "/posts?status=draft", "/posts/1"])
def test_a_revoked_token_is_rejected_where_none_is_needed(session: ApiClient, path: str) -> None:
    session.delete("/tokens/current")
    assert_problem(session.get(path), 401, "unauthenticated")


@negative
@rule("U4", "A1")
def test_a_token_is_revoked_once(session: ApiClient) -> None:
    statuses = [session.delete("/tokens/current").status_code for _ in range(3)]
    assert statuses == [204, 401, 401]


@rule("A3")
def test_other_tokens_of_the_account_stay(alice: ApiClient, session: ApiClient) -> None:
    session.delete("/tokens/current")
    assert alice.get("/users/me").status_code == 200


@negative
@rule("A1")
def test_nobody_has_no_token_to_revoke(anonymous: ApiClient) -> None:
    response = anonymous.delete("/tokens/current")
    assert_problem(response, 401, "unauthenticated")
    assert response.headers["WWW-Authenticate"].startswith("Bearer")
