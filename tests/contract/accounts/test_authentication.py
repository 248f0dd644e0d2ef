"""Who may ask: the Authorization header of every operation."""

from dataclasses import replace
from typing import Any

import pytest

from tests.support.api_client import Character, Newcomer, register
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


def almost(character: Character, template: str) -> dict[str, bytes]:
    token = character.token
    forms = {"token": token, "cut": token[:-1], "upper": token.upper(), "bare": token[3:]}
    return {"Authorization": template.format(**forms).encode("latin-1")}


@rule("A1")
@negative
@with_required_token
def test_without_a_token_the_answer_says_how_to_authenticate(
    anonymous: Character, operation: Operation
) -> None:
    answer = operation.send(anonymous)
    assert_problem(answer, 401, "unauthenticated")
    assert is_challenge(answer.headers["www-authenticate"])


@rule("A1", "A2")
@negative
@with_token
def test_an_unknown_token_is_invalid_everywhere(anonymous: Character, operation: Operation) -> None:
    answer = operation.send(replace(anonymous, token=UNKNOWN))
    assert_problem(answer, 401, "unauthenticated")
    assert is_invalid_token(answer.headers["www-authenticate"])


@rule("A1")
@negative
@pytest.mark.parametrize("template", ALMOST.values(), ids=ALMOST)
def test_a_header_that_is_almost_right_is_invalid(alice: Character, template: str) -> None:
    answer = alice.get("/users/me", headers=almost(alice, template))
    assert_problem(answer, 401, "unauthenticated")
    assert is_invalid_token(answer.headers["www-authenticate"])


@rule("A1")
@negative
@pytest.mark.parametrize("template", OTHER_SCHEMES.values(), ids=OTHER_SCHEMES)
def test_another_scheme_is_no_token_or_a_bad_one(alice: Character, template: str) -> None:
    answer = alice.get("/users/me", headers=almost(alice, template))
    assert_problem(answer, 401, "unauthenticated")
    assert answer.headers["www-authenticate"].startswith("Bearer")


@rule("A1")
@pytest.mark.parametrize("template", ODD_SPACES.values(), ids=ODD_SPACES)
def test_odd_spaces_are_read_or_rejected(alice: Character, template: str) -> None:
    assert alice.get("/users/me", headers=almost(alice, template)).status_code in {200, 401}


@rule("A2")
@negative
@with_optional_token
@pytest.mark.parametrize("form", ["cut", "unknown", "two tokens", "not ASCII"])
def test_an_optional_token_that_is_bad_is_rejected(
    alice: Character, operation: Operation, form: str
) -> None:
    answer = operation.send(alice, headers=almost(alice, ALMOST[form]))
    assert_problem(answer, 401, "unauthenticated")
    assert is_invalid_token(answer.headers["www-authenticate"])


@rule("A2")
@with_optional_token
@pytest.mark.parametrize("form", OTHER_SCHEMES)
def test_another_scheme_shows_what_everyone_sees_or_is_rejected(
    alice: Character, draft: dict[str, Any], operation: Operation, form: str
) -> None:
    path = operation.at(post_id=draft["id"])
    answer = operation.send(alice, path, headers=almost(alice, OTHER_SCHEMES[form]))
    assert answer.status_code in {401, 404 if "post_id" in operation.path else 200}


@rule("A1")
@with_token
def test_the_header_sent_twice_is_read_once_or_rejected(
    newcomer: Newcomer, operation: Operation
) -> None:
    somebody = newcomer()
    twice = [("Authorization", f"Bearer {somebody.token}"), ("Authorization", f"Bearer {UNKNOWN}")]
    answer = operation.send(somebody, headers=twice)
    assert answer.status_code in {200, 201, 204, 400, 401, 403, 404}


@rule("A1")
@negative
def test_a_token_in_the_query_string_is_no_token(alice: Character, anonymous: Character) -> None:
    answer = anonymous.get(f"/users/me?access_token={alice.token}")
    assert_problem(answer, 401, "unauthenticated")
    assert is_challenge(answer.headers["www-authenticate"])


@rule("A1")
@pytest.mark.parametrize("scheme", ["bearer ", "BEARER ", "bEaReR "])
def test_the_scheme_is_read_in_any_case(alice: Character, scheme: str) -> None:
    answer = alice.get("/users/me", headers={"Authorization": scheme + alice.token})
    assert answer.json()["username"] == alice.username


@rule("A1")
@negative
def test_a_revoked_token_is_invalid(newcomer: Newcomer) -> None:
    somebody = newcomer()
    somebody.delete("/tokens/current")
    answer = somebody.get("/users/me")
    assert_problem(answer, 401, "unauthenticated")
    assert is_invalid_token(answer.headers["www-authenticate"])


@rule("A1", "A3")
@negative
@needs_launcher
def test_a_token_ends_after_the_configured_time(tuned: Character) -> None:
    somebody = register(tuned)
    assert somebody.get("/users/me").status_code == 200
    answer = eventually(lambda: somebody.get("/users/me"), lambda last: last.status_code == 401)
    assert_problem(answer, 401, "unauthenticated")
    assert is_invalid_token(answer.headers["www-authenticate"])


@rule("A2")
@without_token
@pytest.mark.parametrize("header", [f"Bearer {UNKNOWN}", "Basic eDp5", ""])
def test_an_operation_that_takes_no_token_ignores_the_header(
    anonymous: Character, alice: Character, operation: Operation, header: str
) -> None:
    path = operation.at(user_id=alice.id)
    answer = operation.send(anonymous, path, headers={"Authorization": header})
    plain = operation.send(anonymous, path)
    assert answer.status_code == plain.status_code
    assert answer.headers.get("www-authenticate") == plain.headers.get("www-authenticate")
