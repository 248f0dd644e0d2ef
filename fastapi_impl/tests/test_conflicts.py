"""Concurrent registrations: the database decides, and the loser is told which name is taken."""

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Select, select

from app.users.models import User

BOB = {"username": "bob", "email": "bob@example.com", "password": "a long enough password"}


def test_a_taken_name_is_named(alice: TestClient) -> None:
    response = alice.post("/users", json=BOB | {"username": "alice"})
    assert [error["pointer"] for error in response.json()["errors"]] == ["#/username"]


def test_an_account_that_goes_meanwhile_is_a_conflict_all_the_same(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Bob was there when the row was written, and is gone when one looks who he was."""
    client.post("/users", json=BOB)
    monkeypatch.setattr("app.users.conflicts.users_with_username_or_email", nobody)
    response = client.post("/users", json=BOB)
    assert response.status_code == 409
    assert len(response.json()["errors"]) == 2


def nobody(*_: object) -> Select[str, str]:
    return select(User.username, User.email).where(User.id == 0)
