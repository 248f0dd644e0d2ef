"""registerUser: what the answer shows, which names are taken, what is a name and an email."""

import pytest

from tests.characters import Character, registration
from tests.problems import assert_problem
from tests.rules import negative, rule

EMAILS = """
NAME@example.com NAME+news@example.com a.NAME.z@example.com -NAME@example.com 1NAME@example.com
NAME!#$%&'*+/=?^_{|}~-@example.com NAME@a.b.co NAME@123.example NAME@ex--am-ple.com
NAME@xn--e1afmkfd.example NAME@example.xn--p1ai NAME@example.test NAME@example.invalid
NAME@printer.local
"""

LONGEST_LABELS = [f"NAME@{63 * 'a'}.com", f"NAME@a.{63 * 'a'}", f"NAME@a.xn--{59 * '1'}"]

NO_EMAILS = """
alice.example.com alice@home@example.com @example.com alice@ .alice@example.com alice.@example.com
al..ice@example.com "alice"@example.com al`ice@example.com alice(rabbit)@example.com
<alice@example.com> alice@example.com,bob@example.com alice@[127.0.0.1] alice@127.0.0.1
alice@localhost alice@example.c alice@example.123 alice@example.c0m alice@example.co-uk
alice@example.xn-- alice@-example.com alice@example-.com alice@exam_ple.com alice@example..com
alice@.example.com alice@example.com. alice@example,com mailto:alice@example.com
"""

TOO_LONG_LABELS = [f"alice@{64 * 'a'}.com", f"alice@a.{64 * 'a'}", f"alice@a.xn--{60 * '1'}"]

HIDDEN_FAULTS = {
    "display name": "Alice <alice@example.com>",
    "leading space": " alice@example.com",
    "trailing space": "alice@example.com ",
    "leading line feed": "\nalice@example.com",
    "trailing line feed": "alice@example.com\n",
    "trailing carriage return": "alice@example.com\r",
    "NUL": "alice\x00@example.com",
    "DEL": "alice@example.com\x7f",
    "e acute": "\u00e9lice@example.com",
    "combining acute": "e\u0301lice@example.com",
    "domain with umlaut": "alice@b\u00fccher.example",
    "Kelvin sign": "\u212aate@example.com",
    "long s": "alice@\u017fale.example",
    "full-width at sign": "alice\uff20example.com",
    "full-width domain": "alice@example.\uff43om",
    "ideographic full stop": "alice@example\u3002com",
    "Arabic digit": "alice\u0661@example.com",
    "zero width space": "alice@exam\u200bple.com",
}


@rule("S1", "S2", "F3", "F4")
def test_a_registration_is_answered_with_the_own_user(anonymous: Character) -> None:
    sent = registration(bio="Down the\n\trabbit hole.")
    answer = anonymous.post("/users", json=sent)
    shown = answer.json()
    assert answer.status_code == 201
    assert set(shown) == {"id", "username", "email", "bio", "created_at", "updated_at"}
    assert {**shown, **sent} == {**shown, "password": sent["password"]}


@rule("S1")
def test_location_leads_to_the_new_user(anonymous: Character) -> None:
    answer = anonymous.post("/users", json=registration())
    shown = answer.json()
    assert answer.headers["Location"] == f"/api/v1/users/{shown['id']}"
    assert anonymous.get(f"/users/{shown['id']}").json()["username"] == shown["username"]


@rule("F4")
def test_a_bio_is_empty_by_default(anonymous: Character) -> None:
    assert anonymous.post("/users", json=registration()).json()["bio"] == ""


@rule("F2")
@pytest.mark.parametrize("email", EMAILS.split() + LONGEST_LABELS)
def test_an_address_that_fits_the_pattern_is_taken(anonymous: Character, email: str) -> None:
    sent = registration()
    sent["email"] = email.replace("NAME", sent["username"])
    answer = anonymous.post("/users", json=sent)
    assert (answer.status_code, answer.json().get("email")) == (201, sent["email"])


@negative
@rule("F2")
@pytest.mark.parametrize("email", NO_EMAILS.split() + TOO_LONG_LABELS)
def test_an_address_off_the_pattern_is_refused(anonymous: Character, email: str) -> None:
    answer = anonymous.post("/users", json=registration(email=email))
    assert_problem(answer, 422, "validation-failed", {"#/email": "pattern"})


@negative
@rule("F2", "S3")
@pytest.mark.parametrize("email", HIDDEN_FAULTS.values(), ids=HIDDEN_FAULTS)
def test_an_address_is_judged_as_sent(anonymous: Character, email: str) -> None:
    answer = anonymous.post("/users", json=registration(email=email))
    assert_problem(answer, 422, "validation-failed", {"#/email": "pattern"})


@rule("F2")
def test_an_email_is_answered_in_lower_case(anonymous: Character) -> None:
    sent = registration()
    answer = anonymous.post("/users", json={**sent, "email": sent["email"].upper()})
    assert answer.json()["email"] == sent["email"].lower()


@rule("A2")
@pytest.mark.parametrize("header", ["Bearer nonsense", "Basic YTpi", ""])
def test_a_registration_ignores_any_token(anonymous: Character, header: str) -> None:
    answer = anonymous.post("/users", json=registration(), headers={"Authorization": header})
    assert answer.status_code == 201


@negative
@rule("U1")
@pytest.mark.parametrize("taken", [["username"], ["email"], ["username", "email"]])
def test_a_taken_name_is_a_conflict_for_each_taken_field(
    anonymous: Character, alice: Character, taken: list[str]
) -> None:
    names = {"username": alice.username, "email": alice.email}
    sent = registration() | {name: names[name] for name in taken}
    answer = anonymous.post("/users", json=sent)
    assert_problem(answer, 409, "conflict", {f"#/{name}": "unique" for name in taken})


@negative
@rule("U1")
def test_names_taken_by_two_accounts_are_both_named(
    anonymous: Character, alice: Character, bob: Character
) -> None:
    sent = registration(username=alice.username, email=bob.email)
    answer = anonymous.post("/users", json=sent)
    assert_problem(answer, 409, "conflict", {"#/username": "unique", "#/email": "unique"})


@negative
@rule("U1", "F2")
def test_an_email_is_taken_in_any_case(anonymous: Character, alice: Character) -> None:
    answer = anonymous.post("/users", json=registration(email=alice.email.upper()))
    assert_problem(answer, 409, "conflict", {"#/email": "unique"})


@negative
@rule("E2", "H11")
def test_a_taken_name_waits_until_each_field_is_right(
    anonymous: Character, alice: Character
) -> None:
    sent = registration(username=alice.username, email="no")
    answer = anonymous.post("/users", json=sent)
    assert_problem(answer, 422, "validation-failed", {"#/email": "pattern"})


@negative
@rule("F3", "E5")
@pytest.mark.parametrize("fault", [{"username": "NO"}, {"extra": 1}, {"bio": 7}, {}])
def test_a_refusal_never_repeats_the_password(
    anonymous: Character, alice: Character, fault: dict[str, object]
) -> None:
    sent = registration(email=alice.email, password="Very-Secret-Word") | fault
    answer = anonymous.post("/users", json=sent)
    assert answer.status_code == (422 if fault else 409)
    assert "Very-Secret-Word" not in answer.text
