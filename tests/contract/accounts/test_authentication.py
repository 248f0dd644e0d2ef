"""Who may ask: the Authorization header of every operation."""

from dataclasses import replace
from typing import Any

import pytest

from tests.support.api_client import ApiClient, MakeUser, register
from tests.support.concurrency import eventually
from tests.support.operations import (
    Operation,
    with_optional_token,
    with_required_token,
    with_token,
    without_token,
)
from tests.support.problems import assert_problem
from tests.support.rules import needs_launcher, negative, rule

UNKNOWN = "tp_" + "A" * 43
ALMOST = {
    "cut": "Bearer {cut}",
    "longer": "Bearer {token}A",
    "upper case": "Bearer {upper}",
    "without its prefix": "Bearer {bare}",
    "unknown": f"Bearer {UNKNOWN}",
    "quoted": 'Bearer "{token}"',
    "as a parameter": "Bearer token={token}",
    "two tokens": "Bearer {token} {token}",
    "two headers in one": "Bearer {token}, Bearer {token}",
    "not ASCII": "Bearer tök",
    "very long": "Bearer " + "A" * 5000,
}
OTHER_SCHEMES = {
    "empty": "",
    "only the scheme": "Bearer",
    "no scheme": "{token}",
    "another scheme": "Basic {token}",
    "the scheme of another product": "Token {token}",
    "scheme with a colon": "Bearer: {token}",
    "no space": "Bearer{token}",
}
ODD_SPACES = {"a tab for the space": "Bearer\t{token}", "two spaces": "Bearer  {token}"}


def is_challenge(value: str) -> bool:
    """Whether it says how to authenticate, and nothing of a token."""
    return value.startswith("Bearer") and "error" not in value


def is_invalid_token(value: str) -> bool:
    return value.startswith("Bearer") and 'error="invalid_token"' in value


def almost(character: ApiClient, template: str) -> dict[str, bytes]:
    token = character.token
    forms = {"token": token, "cut": token[:-1], "upper": token.upper(), "bare": token[3:]}
    return {"Authorization": template.format(**forms).encode("latin-1")}


@rule("A1")
@negative
@with_required_token
def test_without_a_token_the_response_says_how_to_authenticate(
    anonymous: ApiClient, operation: Operation
) -> None:
    response = operation.send(anonymous)
    assert_problem(response, 401, "unauthenticated")
    assert is_challenge(response.headers["www-authenticate"])


@rule("A1", "A2")
@negative
@with_token
def test_an_unknown_token_is_invalid_everywhere(anonymous: ApiClient, operation: Operation) -> None:
    response = operation.send(replace(anonymous, token=UNKNOWN))
    assert_problem(response, 401, "unauthenticated")
    assert is_invalid_token(response.headers["www-authenticate"])


@rule("A1")
@negative
@pytest.mark.parametrize("template", ALMOST.values(), ids=ALMOST)
def test_a_header_that_is_almost_right_is_invalid(alice: ApiClient, template: str) -> None:
    response = alice.get("/users/me", headers=almost(alice, template))
    assert_problem(response, 401, "unauthenticated")
    assert is_invalid_token(response.headers["www-authenticate"])


@rule("A1")
@negative
@pytest.mark.parametrize("template", OTHER_SCHEMES.values(), ids=OTHER_SCHEMES)
def test_another_scheme_is_no_token_or_a_bad_one(alice: ApiClient, template: str) -> None:
    response = alice.get("/users/me", headers=almost(alice, template))
    assert_problem(response, 401, "unauthenticated")
    assert response.headers["www-authenticate"].startswith("Bearer")


@rule("A1")
@pytest.mark.parametrize("template", ODD_SPACES.values(), ids=ODD_SPACES)
def test_odd_spaces_are_read_or_rejected(alice: ApiClient, template: str) -> None:
    assert alice.get("/users/me", headers=almost(alice, template)).status_code in {200, 401}


@rule("A2")
@negative
@with_optional_token
@pytest.mark.parametrize("form", ["cut", "unknown", "two tokens"])
def test_an_optional_token_that_is_bad_is_rejected(
    alice: ApiClient, operation: Operation, form: str
) -> None:
    response = operation.send(alice, headers=almost(alice, ALMOST[form]))
    assert_problem(response, 401, "unauthenticated")
    assert is_invalid_token(response.headers["www-authenticate"])


@rule("A2")
@with_optional_token
@pytest.mark.parametrize("form", OTHER_SCHEMES)
def test_another_scheme_shows_what_everyone_sees_or_is_rejected(
    alice: ApiClient, draft: dict[str, Any], operation: Operation, form: str
) -> None:
    path = operation.at(post_id=draft["id"])
    response = operation.send(alice, path, headers=almost(alice, OTHER_SCHEMES[form]))
    assert response.status_code in {401, 404 if "post_id" in operation.path else 200}


@rule("A1")
@with_token
def test_the_header_sent_twice_is_read_once_or_rejected(
    make_user: MakeUser, operation: Operation
) -> None:
    somebody = make_user()
    twice = [("Authorization", f"Bearer {somebody.token}"), ("Authorization", f"Bearer {UNKNOWN}")]
    response = operation.send(somebody, headers=twice)
    assert response.status_code in {200, 201, 204, 400, 401, 403, 404}


@rule("A1")
@negative
def test_a_token_in_the_query_string_is_no_token(alice: ApiClient, anonymous: ApiClient) -> None:
    response = anonymous.get(f"/users/me?access_token={alice.token}")
    assert_problem(response, 401, "unauthenticated")
    assert is_challenge(response.headers["www-authenticate"])


@rule("A1")
@pytest.mark.parametrize("scheme", ["bearer ", "BEARER ", "bEaReR "])
def test_the_scheme_is_read_in_any_case(alice: ApiClient, scheme: str) -> None:
    response = alice.get("/users/me", headers={"Authorization": scheme + alice.token})
    assert response.json()["username"] == alice.username


@rule("A1")
@negative
def test_a_revoked_token_is_invalid(make_user: MakeUser) -> None:
    somebody = make_user()
    somebody.delete("/tokens/current")
    response = somebody.get("/users/me")
    assert_problem(response, 401, "unauthenticated")
    assert is_invalid_token(response.headers["www-authenticate"])


@rule("A1", "A3")
@negative
@needs_launcher
def test_a_token_ends_after_the_configured_time(configured: ApiClient) -> None:
    somebody = register(configured)
    assert somebody.get("/users/me").status_code == 200
    response = eventually(lambda: somebody.get("/users/me"), lambda last: last.status_code == 401)
    assert_problem(response, 401, "unauthenticated")
    assert is_invalid_token(response.headers["www-authenticate"])


@rule("A2")
@without_token
@pytest.mark.parametrize("header", [f"Bearer {UNKNOWN}", "Basic eDp5", ""])
def test_an_operation_that_takes_no_token_ignores_the_header(
    anonymous: ApiClient, alice: ApiClient, operation: Operation, header: str
) -> None:
    path = operation.at(user_id=alice.id)
    response = operation.send(anonymous, path, headers={"Authorization": header})
    plain = operation.send(anonymous, path)
    assert response.status_code == plain.status_code
    assert response.headers.get("www-authenticate") == plain.headers.get("www-authenticate")
