"""Emails: valid as the framework's validator says, kept and compared in lower case."""

import pytest

from tests.support.api_client import ApiClient, registration
from tests.support.problems import assert_problem
from tests.support.rules import negative, rule

# On these all validators agree; on others see X19 of shared_contract/differences.yaml.
EMAILS = """
NAME@example.com NAME+news@example.com a.NAME.z@example.com 1NAME@example.com NAME_1@example.org
NAME!#$%&'*+/=?^_{|}~-@example.com NAME@a.b.co NAME@sub.example.com NAME@ex-ample.com
NAME@123.com
"""
LONGEST = f"NAME@{63 * 'a'}.com"
LONGEST_OF_ALL = ".".join([61 * "a", 61 * "b", 61 * "c", "com"])

NO_EMAILS = """
alice alice.example.com alice@home@example.com @example.com alice@ .alice@example.com
alice.@example.com al..ice@example.com alice(rabbit)@example.com
alice@example.com,bob@example.com alice@-example.com alice@example-.com alice@exam_ple.com
alice@example..com alice@.example.com alice@example,com alice@exam*ple.com mailto:alice@example.com
"""
ODD_EMAILS = """
NAME@localhost NAME@example.test NAME@example.c NAME@[127.0.0.1] NAME@127.0.0.1 "NAME"@example.com
NAME@example.123 NAME@example.c0m NAME@example.com. NAME`@example.com éNAME@example.com
NAME@bücher.example NAME@exam\u200bple.com NAME@example.\uff43om NAME@example\u3002com
<NAME@example.com> NAME@xn--bcher-kva.example NAME@example.xn--p1ai
-NAME@example.com NAME@ex--ample.com
"""

HIDDEN_FAULTS = {
    "empty": "",
    "a line feed inside": "alice@example\n.com",
    "a space inside": "al ice@example.com",
    "a space in the domain": "alice@exam ple.com",
    "a NUL": "alice\x00@example.com",
    "a control character in the domain": "alice@exam\x07ple.com",
}


@rule("F2")
@pytest.mark.parametrize("email", [*EMAILS.split(), LONGEST])
def test_an_address_on_which_all_agree_is_taken(anonymous: ApiClient, email: str) -> None:
    sent = registration()
    sent["email"] = email.replace("NAME", sent["username"])
    response = anonymous.post("/users", json=sent)
    assert (response.status_code, response.json().get("email")) == (201, sent["email"])


@rule("F2")
def test_an_address_may_have_254_characters(anonymous: ApiClient) -> None:
    sent = registration()
    email = sent["username"].ljust(64, "x") + "@" + LONGEST_OF_ALL
    assert len(email) == 254
    response = anonymous.post("/users", json=sent | {"email": email})
    assert (response.status_code, response.json().get("email")) == (201, email)


@negative
@rule("F2")
def test_an_address_of_255_characters_is_too_long(anonymous: ApiClient) -> None:
    sent = registration()
    email = sent["username"].ljust(64, "x") + "@a" + LONGEST_OF_ALL
    response = anonymous.post("/users", json=sent | {"email": email})
    assert_problem(response, 422, "validation-failed", {"#/email": {"maxLength", "format"}})


@negative
@rule("F2")
@pytest.mark.parametrize("email", NO_EMAILS.split())
def test_what_is_no_address_to_anybody_is_rejected(anonymous: ApiClient, email: str) -> None:
    response = anonymous.post("/users", json=registration(email=email))
    assert_problem(response, 422, "validation-failed", {"#/email": "format"})


@negative
@rule("F2", "S3")
@pytest.mark.parametrize("email", HIDDEN_FAULTS.values(), ids=HIDDEN_FAULTS)
def test_an_address_with_a_hidden_fault_is_rejected(anonymous: ApiClient, email: str) -> None:
    response = anonymous.post("/users", json=registration(email=email))
    codes = {"format", "pattern", "minLength"}
    assert_problem(response, 422, "validation-failed", {"#/email": codes})


@rule("F2")
@pytest.mark.parametrize("email", ODD_EMAILS.split())
def test_an_odd_address_is_kept_in_lower_case_or_rejected(anonymous: ApiClient, email: str) -> None:
    sent = registration()
    response = anonymous.post(
        "/users", json=sent | {"email": email.replace("NAME", sent["username"])}
    )
    if response.status_code == 201:
        assert response.json()["email"] == response.json()["email"].lower()
    else:
        assert_problem(response, 422, "validation-failed", {"#/email": {"format", "pattern"}})


@rule("F2")
def test_an_email_is_returned_in_lower_case(anonymous: ApiClient) -> None:
    sent = registration()
    response = anonymous.post("/users", json={**sent, "email": sent["email"].upper()})
    assert response.json()["email"] == sent["email"].lower()


@negative
@rule("U1", "F2")
def test_an_email_is_taken_in_any_case(anonymous: ApiClient, alice: ApiClient) -> None:
    response = anonymous.post("/users", json=registration(email=alice.email.upper()))
    assert_problem(response, 409, "conflict", {"#/email": "unique"})


@negative
@rule("F2", "U3")
@pytest.mark.parametrize("email", ["alice", "alice@", "a@exam\nple.com"])
def test_a_new_email_is_judged_alike(alice: ApiClient, email: str) -> None:
    change = {"email": email, "current_password": alice.password}
    response = alice.patch("/users/me", json=change)
    assert_problem(response, 422, "validation-failed", {"#/email": "format"})
