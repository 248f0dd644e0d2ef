"""Concurrent registrations: the database decides, and the loser is told which name is taken."""

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import delete

from app.users.models import User

PASSWORD = "correct horse battery staple"
BOB = {"username": "bob", "email": "bob@example.com", "password": "a long enough password"}


def test_a_taken_name_is_named(alice: TestClient) -> None:
    response = alice.post("/users", json=BOB | {"username": "alice"})
    assert [error["pointer"] for error in response.json()["errors"]] == ["#/username"]


@pytest.mark.parametrize("path", ["/users", "/users/me"])
def test_an_account_that_goes_meanwhile_is_no_conflict(
    alice: TestClient, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    """Bob was there when the row was written, and is gone when one looks who he was."""
    alice.post("/users", json=BOB)
    lookups = 0

    def bob_goes(*_: object) -> object:
        nonlocal lookups
        lookups += 1
        return delete(User).where(User.username == "bob").returning(User.username)

    monkeypatch.setattr("app.users.conflicts.users_with_username_or_email", bob_goes)
    change = {"email": BOB["email"], "current_password": PASSWORD}
    taken = {"username": "carol", **{k: BOB[k] for k in ("email", "password")}}
    response = alice.post(path, json=taken) if path == "/users" else alice.patch(path, json=change)
    assert (response.status_code, lookups) == (201 if path == "/users" else 200, 1)
