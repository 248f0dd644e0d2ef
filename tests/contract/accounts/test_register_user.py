"""registerUser: what the response holds, which names are taken, what is a name and an email."""

from secrets import choice
from string import ascii_lowercase, digits

import pytest

from tests.support.api_client import ApiClient, registration
from tests.support.problems import assert_problem
from tests.support.rules import negative, rule

CHARACTERS = ascii_lowercase + digits + "_"

NO_USERNAMES = {
    "upper case": "Alice_1",
    "space inside": "alice 1",
    "leading space": " alice_1",
    "trailing space": "alice_1 ",
    "hyphen": "alice-1",
    "dot": "alice.1",
    "at sign": "alice@1",
    "slash": "alice/1",
    "markup": "<b>alice",
    "e acute": "alic\u00e9_1",
    "combining acute": "alice\u0301_1",
    "Cyrillic a": "\u0430lice_1",
    "dotless i": "al\u0131ce_1",
    "Kelvin sign": "\u212aelvin_1",
    "long s": "ali\u017fe_1",
    "full-width a": "\uff41lice_1",
    "ligature": "\ufb01ona_1",
    "Arabic digit": "alice_\u0661",
    "emoji": "alice\U0001f407",
    "zero width joiner": "ali\u200dce",
    "right-to-left override": "ali\u202ece",
    "trailing line feed": "alice_1\n",
    "leading line feed": "\nalice_1",
    "line separator": "alice_1\u2028",
    "NUL": "alice\x00_1",
    "DEL": "alice_1\x7f",
    "next line": "alice_1\x85",
}


@rule("S1", "S2", "F3", "F4")
def test_a_registration_returns_the_new_account(anonymous: ApiClient) -> None:
    sent = registration(bio=" Down the\r\n\trabbit hole.\n")
    response = anonymous.post("/users", json=sent)
    shown = response.json()
    assert response.status_code == 201
    assert set(shown) == {"id", "username", "email", "bio", "created_at", "updated_at"}
    assert {**shown, **sent} == {**shown, "password": sent["password"]}


@rule("S1")
def test_location_leads_to_the_new_user(anonymous: ApiClient) -> None:
    response = anonymous.post("/users", json=registration())
    shown = response.json()
    assert response.headers["Location"] == f"/api/v1/users/{shown['id']}"
    assert anonymous.get(f"/users/{shown['id']}").json()["username"] == shown["username"]


@rule("F4")
def test_a_bio_is_empty_by_default(anonymous: ApiClient) -> None:
    assert anonymous.post("/users", json=registration()).json()["bio"] == ""


@rule("F1")
@pytest.mark.parametrize("length", [3, 4, 29, 30])
def test_a_username_has_3_to_30_characters(anonymous: ApiClient, length: int) -> None:
    username = "".join(choice(CHARACTERS) for _ in range(length))
    response = anonymous.post("/users", json=registration(username=username))
    assert (response.status_code, response.json().get("username")) == (201, username)


@negative
@rule("F1", "S3")
@pytest.mark.parametrize("username", NO_USERNAMES.values(), ids=NO_USERNAMES)
def test_a_username_has_only_its_own_characters(anonymous: ApiClient, username: str) -> None:
    response = anonymous.post("/users", json=registration(email="a@example.com", username=username))
    assert_problem(response, 422, "validation-failed", {"#/username": "pattern"})


@negative
@rule("U1")
@pytest.mark.parametrize("taken", [["username"], ["email"], ["username", "email"]])
def test_a_taken_name_is_a_conflict_for_each_taken_field(
    anonymous: ApiClient, alice: ApiClient, taken: list[str]
) -> None:
    names = {"username": alice.username, "email": alice.email}
    sent = registration() | {name: names[name] for name in taken}
    response = anonymous.post("/users", json=sent)
    assert_problem(response, 409, "conflict", {f"#/{name}": "unique" for name in taken})


@negative
@rule("U1")
def test_names_taken_by_two_accounts_are_both_named(
    anonymous: ApiClient, alice: ApiClient, bob: ApiClient
) -> None:
    sent = registration(username=alice.username, email=bob.email)
    response = anonymous.post("/users", json=sent)
    assert_problem(response, 409, "conflict", {"#/username": "unique", "#/email": "unique"})


@negative
@rule("E2", "H11")
def test_a_taken_name_waits_until_each_field_is_right(
    anonymous: ApiClient, alice: ApiClient
) -> None:
    sent = registration(username=alice.username, email="no")
    response = anonymous.post("/users", json=sent)
    assert_problem(response, 422, "validation-failed", {"#/email": "format"})


@negative
@rule("F3", "E5")
@pytest.mark.parametrize("fault", [{"username": "NO"}, {"extra": 1}, {"bio": 7}, {}])
def test_an_error_response_never_repeats_the_password(
    anonymous: ApiClient, alice: ApiClient, fault: dict[str, object]
) -> None:
    sent = registration(email=alice.email, password="Very-Secret-Word") | fault
    response = anonymous.post("/users", json=sent)
    assert response.status_code == (422 if fault else 409)
    assert "Very-Secret-Word" not in response.text
