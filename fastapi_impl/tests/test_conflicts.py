"""Concurrent registrations: the database decides, and the loser is told which name is taken."""

from unittest.mock import Mock

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import delete

from app.users.models import User

PASSWORD = "correct horse battery staple"
BOB = {"username": "bob", "email": "bob@example.com", "password": "a long enough password"}
CAROL = BOB | {"username": "carol"}
CHANGE = {"email": BOB["email"], "current_password": PASSWORD}


def test_a_taken_name_is_named(alice: TestClient) -> None:
    response = alice.post("/users", json=BOB | {"username": "alice"})
    assert [error["pointer"] for error in response.json()["errors"]] == ["#/username"]


@pytest.mark.parametrize(
    ("operation", "body", "status"),
    [("POST /users", CAROL, 201), ("PATCH /users/me", CHANGE, 200)],
)
def test_an_account_that_goes_meanwhile_is_no_conflict(
    alice: TestClient, monkeypatch: pytest.MonkeyPatch, operation: str, body: object, status: int
) -> None:
    """Bob was there when the row was written, and is gone when one looks who he was."""
    alice.post("/users", json=BOB)
    bob_goes = delete(User).where(User.username == "bob").returning(User.username)
    lookup = Mock(return_value=bob_goes)
    monkeypatch.setattr("app.users.conflicts.users_with_username_or_email", lookup)
    response = alice.request(*operation.split(), json=body)
    assert (response.status_code, lookup.call_count) == (status, 1)
