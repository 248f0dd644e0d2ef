"""updateMe: bio freely, email and password with the current password."""

from dataclasses import replace
from typing import Any

import httpx
import pytest

from tests.support.api_client import PASSWORD, ApiClient, MakeUser, fresh_name
from tests.support.problems import assert_problem
from tests.support.rules import negative, rule

NEW_PASSWORD = "a rabbit with a watch"
BIOS = {
    "empty": "",
    "white space": " \t\r\n\u3000 ",
    "lines": "  first\r\n\tsecond\n",
    "500 astral characters": 500 * "\U0001f407",
    "not normalized": "cafe\u0301 \u212b \ufeff\u200b\uffff\U0010ffff",
}


@pytest.fixture
def carol(make_user: MakeUser) -> ApiClient:
    """Somebody whose account may change."""
    return make_user()


def log_in(somebody: ApiClient, password: str = PASSWORD) -> httpx.Response:
    credentials = {"username": somebody.username, "password": password}
    return somebody.post("/tokens", json=credentials)


@rule("F4", "S3")
def test_a_bio_is_kept_exactly_as_sent(carol: ApiClient) -> None:
    kept = {name: carol.patch("/users/me", json={"bio": bio}) for name, bio in BIOS.items()}
    assert {name: response.json()["bio"] for name, response in kept.items()} == BIOS
    assert carol.get("/users/me").json()["bio"] == list(BIOS.values())[-1]


@rule("U3")
def test_a_real_change_renews_updated_at_alone(carol: ApiClient) -> None:
    before = carol.get("/users/me").json()
    after = carol.patch("/users/me", json={"bio": "Curiouser."}).json()
    assert after["updated_at"] > before["updated_at"]
    assert after == {**before, "bio": "Curiouser.", "updated_at": after["updated_at"]}


@rule("U3")
def test_a_patch_that_changes_nothing_leaves_updated_at(carol: ApiClient) -> None:
    before = carol.patch("/users/me", json={"bio": "Same."}).json()
    same_email = {"email": carol.email.upper(), "current_password": PASSWORD}
    for nothing in ({}, {"bio": "Same."}, same_email, {"current_password": PASSWORD}):
        assert carol.patch("/users/me", json=nothing).json() == before


@rule("U3", "F2")
def test_a_new_email_is_kept_in_lower_case(carol: ApiClient) -> None:
    email = f"{fresh_name()}@example.org"
    change = {"email": email.upper(), "current_password": PASSWORD}
    assert carol.patch("/users/me", json=change).json()["email"] == email
    assert carol.get("/users/me").json()["email"] == email


@rule("U3", "F3")
def test_a_new_password_replaces_the_old_one(carol: ApiClient) -> None:
    change = {"password": NEW_PASSWORD, "current_password": PASSWORD}
    assert carol.patch("/users/me", json=change).status_code == 200
    logins = [log_in(carol, password) for password in (PASSWORD, NEW_PASSWORD)]
    assert [response.status_code for response in logins] == [401, 201]


@rule("U3")
def test_a_new_password_revokes_every_other_token(carol: ApiClient) -> None:
    others = [replace(carol, token=log_in(carol).json()["token"]) for _ in range(2)]
    change = {"password": NEW_PASSWORD, "current_password": PASSWORD}
    assert carol.patch("/users/me", json=change).status_code == 200
    statuses = [session.get("/users/me").status_code for session in (carol, *others)]
    assert statuses == [200, 401, 401]


@rule("U3")
def test_the_same_password_again_changes_nothing(carol: ApiClient) -> None:
    before = carol.get("/users/me").json()
    issued = carol.post("/tokens", json={"username": carol.username, "password": PASSWORD}).json()
    change = {"password": PASSWORD, "current_password": PASSWORD}
    assert carol.patch("/users/me", json=change).json() == before
    assert replace(carol, token=issued["token"]).get("/users/me").json() == before


@rule("U3")
def test_a_new_email_or_bio_revokes_no_token(carol: ApiClient) -> None:
    other = replace(carol, token=log_in(carol).json()["token"])
    change = {"email": f"new.{carol.email}", "bio": "", "current_password": PASSWORD}
    assert carol.patch("/users/me", json=change).status_code == 200
    assert other.get("/users/me").status_code == 200


@rule("U3")
@pytest.mark.parametrize("current_password", [PASSWORD, "wrong", "x"])
def test_a_bio_needs_no_password(carol: ApiClient, current_password: str) -> None:
    change = {"bio": "Free.", "current_password": current_password}
    assert carol.patch("/users/me", json=change).json()["bio"] == "Free."


@negative
@rule("U3")
@pytest.mark.parametrize("given", [{}, {"current_password": "wrong"}, {"current_password": "x"}])
@pytest.mark.parametrize("change", [{"email": "x@example.com"}, {"password": NEW_PASSWORD}])
def test_an_email_or_password_needs_the_current_password(
    alice: ApiClient, change: dict[str, str], given: dict[str, str]
) -> None:
    response = alice.patch("/users/me", json={**change, **given, "bio": "Unsaved."})
    errors = {"#/current_password": "credentials"}
    assert_problem(response, 422, "validation-failed", errors)
    assert alice.get("/users/me").json()["bio"] == ""


@negative
@rule("U3", "F3")
@pytest.mark.parametrize("near", [PASSWORD.upper(), PASSWORD + " ", " " + PASSWORD, PASSWORD[:-1]])
def test_the_current_password_is_compared_exactly(alice: ApiClient, near: str) -> None:
    change = {"email": alice.email, "current_password": near}
    response = alice.patch("/users/me", json=change)
    assert_problem(response, 422, "validation-failed", {"#/current_password": "credentials"})


@negative
@rule("U3", "U1")
def test_the_current_password_is_checked_before_a_taken_email(
    alice: ApiClient, bob: ApiClient
) -> None:
    wrong = alice.patch("/users/me", json={"email": bob.email, "current_password": "wrong"})
    right = alice.patch("/users/me", json={"email": bob.email, "current_password": PASSWORD})
    assert_problem(wrong, 422, "validation-failed", {"#/current_password": "credentials"})
    assert_problem(right, 409, "conflict", {"#/email": "unique"})


@negative
@rule("U1", "F2")
def test_a_rejected_email_changes_nothing_else(alice: ApiClient, bob: ApiClient) -> None:
    before = alice.get("/users/me").json()
    change = {"email": bob.email.upper(), "bio": "Unsaved.", "current_password": PASSWORD}
    assert_problem(alice.patch("/users/me", json=change), 409, "conflict", {"#/email": "unique"})
    assert alice.get("/users/me").json() == before


@negative
@rule("U1")
def test_a_bio_is_never_taken(alice: ApiClient, bob: ApiClient) -> None:
    change = {"email": bob.email, "bio": bob.email, "current_password": PASSWORD}
    assert_problem(alice.patch("/users/me", json=change), 409, "conflict", {"#/email": "unique"})


@negative
@rule("E2", "U3")
def test_the_current_password_is_compared_only_when_each_field_is_right(alice: ApiClient) -> None:
    change: dict[str, Any] = {"email": "no", "bio": None, "current_password": "wrong"}
    errors = {"#/email": "format", "#/bio": "type"}
    assert_problem(alice.patch("/users/me", json=change), 422, "validation-failed", errors)


@negative
@rule("F1", "E4")
@pytest.mark.parametrize("member", ["username", "id", "is_staff", "password_hash", "updated_at"])
def test_no_other_member_ever_changes(alice: ApiClient, member: str) -> None:
    response = alice.patch("/users/me", json={member: alice.username, "bio": "Unsaved."})
    assert_problem(response, 422, "validation-failed", {f"#/{member}": "additionalProperties"})


@negative
@rule("A1")
def test_nobody_changes_no_account(anonymous: ApiClient) -> None:
    assert_problem(anonymous.patch("/users/me", json={"bio": ""}), 401, "unauthenticated")
