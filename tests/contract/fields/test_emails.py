"""Emails: judged as sent, kept and compared in lower case."""

import pytest

from tests.support.api_client import Character, registration
from tests.support.problems import assert_problem
from tests.support.rules import negative, rule

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


@rule("F2")
@pytest.mark.parametrize("email", EMAILS.split() + LONGEST_LABELS)
def test_an_address_that_fits_the_pattern_is_taken(anonymous: Character, email: str) -> None:
    sent = registration()
    sent["email"] = email.replace("NAME", sent["username"])
    answer = anonymous.post("/users", json=sent)
    assert (answer.status_code, answer.json().get("email")) == (201, sent["email"])


@rule("F2")
def test_an_address_may_have_254_characters(anonymous: Character) -> None:
    sent = registration()
    email = sent["username"].ljust(242, "x") + "@example.com"
    answer = anonymous.post("/users", json=sent | {"email": email})
    assert (answer.status_code, answer.json().get("email")) == (201, email)


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


@negative
@rule("U1", "F2")
def test_an_email_is_taken_in_any_case(anonymous: Character, alice: Character) -> None:
    answer = anonymous.post("/users", json=registration(email=alice.email.upper()))
    assert_problem(answer, 409, "conflict", {"#/email": "unique"})


@negative
@rule("F2", "U3")
@pytest.mark.parametrize("email", ["alice@localhost", "Alice <a@example.com>", "a@example.com\n"])
def test_a_new_email_is_judged_alike(alice: Character, email: str) -> None:
    change = {"email": email, "current_password": alice.password}
    answer = alice.patch("/users/me", json=change)
    assert_problem(answer, 422, "validation-failed", {"#/email": "pattern"})
