"""Who may ask: the Authorization header of every operation."""

from dataclasses import replace

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

INVALID = 'Bearer error="invalid_token"'
UNKNOWN = "tp_" + "A" * 43
ALMOST = {
    "empty": "",
    "only the scheme": "Bearer",
    "no scheme": "{token}",
    "another scheme": "Basic {token}",
    "the scheme of another product": "Token {token}",
    "scheme with a colon": "Bearer: {token}",
    "no space": "Bearer{token}",
    "a tab for the space": "Bearer\t{token}",
    "two tokens": "Bearer {token} {token}",
    "two headers in one": "Bearer {token}, Bearer {token}",
    "quoted": 'Bearer "{token}"',
    "as a parameter": "Bearer token={token}",
    "cut": "Bearer {cut}",
    "longer": "Bearer {token}A",
    "upper case": "Bearer {upper}",
    "without its prefix": "Bearer {bare}",
    "unknown": f"Bearer {UNKNOWN}",
    "not ASCII": "Bearer tök",
    "very long": "Bearer " + "A" * 5000,
}


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
    assert answer.headers["www-authenticate"] == "Bearer"


@rule("A1", "A2")
@negative
@with_token
def test_an_unknown_token_is_invalid_everywhere(anonymous: Character, operation: Operation) -> None:
    answer = operation.send(replace(anonymous, token=UNKNOWN))
    assert_problem(answer, 401, "unauthenticated")
    assert answer.headers["www-authenticate"] == INVALID


@rule("A1")
@negative
@pytest.mark.parametrize("template", ALMOST.values(), ids=ALMOST)
def test_a_header_that_is_almost_right_is_invalid(alice: Character, template: str) -> None:
    answer = alice.get("/users/me", headers=almost(alice, template))
    assert_problem(answer, 401, "unauthenticated")
    assert answer.headers["www-authenticate"] == INVALID


@rule("A2")
@negative
@with_optional_token
@pytest.mark.parametrize("form", ["empty", "another scheme", "cut", "two tokens"])
def test_an_optional_token_that_is_bad_is_refused(
    alice: Character, operation: Operation, form: str
) -> None:
    answer = operation.send(alice, headers=almost(alice, ALMOST[form]))
    assert_problem(answer, 401, "unauthenticated")
    assert answer.headers["www-authenticate"] == INVALID


@rule("A1")
@negative
@with_token
def test_the_header_sent_twice_is_invalid(alice: Character, operation: Operation) -> None:
    twice = [("Authorization", f"Bearer {alice.token}")] * 2
    answer = operation.send(alice, headers=twice)
    assert_problem(answer, 401, "unauthenticated")
    assert answer.headers["www-authenticate"] == INVALID


@rule("A1")
@negative
def test_a_token_in_the_query_string_is_no_token(alice: Character, anonymous: Character) -> None:
    answer = anonymous.get(f"/users/me?access_token={alice.token}")
    assert_problem(answer, 401, "unauthenticated")
    assert answer.headers["www-authenticate"] == "Bearer"


@rule("A1")
@pytest.mark.parametrize("scheme", ["bearer ", "BEARER ", "bEaReR ", "Bearer  ", "Bearer     "])
def test_the_scheme_is_read_in_any_case_and_with_more_spaces(alice: Character, scheme: str) -> None:
    answer = alice.get("/users/me", headers={"Authorization": scheme + alice.token})
    assert answer.json()["username"] == alice.username


@rule("A1")
@negative
def test_a_revoked_token_is_invalid(newcomer: Newcomer) -> None:
    somebody = newcomer()
    somebody.delete("/tokens/current")
    answer = somebody.get("/users/me")
    assert_problem(answer, 401, "unauthenticated")
    assert answer.headers["www-authenticate"] == INVALID


@rule("A1", "A3")
@negative
@needs_launcher
def test_a_token_ends_after_the_configured_time(tuned: Character) -> None:
    somebody = register(tuned)
    assert somebody.get("/users/me").status_code == 200
    answer = eventually(lambda: somebody.get("/users/me"), lambda last: last.status_code == 401)
    assert_problem(answer, 401, "unauthenticated")
    assert answer.headers["www-authenticate"] == INVALID


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
