"""A name that is taken when it is written, and free once one looks who has it."""

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from app.users import conflicts
from app.users.models import User

BOB = {"username": "bob", "email": "bob@example.com", "password": "a long enough password"}


@pytest.fixture
def bob_leaves(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """Bob registers, and is gone before anyone looks for him."""
    assert client.post("/users", json=BOB).status_code == 201

    async def find_nobody(session: AsyncSession, *_: object) -> list[str]:
        await session.execute(delete(User).where(User.username == "bob"))
        return []

    monkeypatch.setattr(conflicts, "find_conflicts", find_nobody)


@pytest.mark.usefixtures("bob_leaves")
def test_a_registration_is_tried_again(client: TestClient) -> None:
    answer = client.post("/users", json=BOB | {"bio": "Another Bob."})
    assert (answer.status_code, answer.json().get("bio")) == (201, "Another Bob.")


@pytest.mark.usefixtures("bob_leaves")
def test_a_change_is_tried_again(alice: TestClient) -> None:
    changes = {"email": BOB["email"], "current_password": "correct horse battery staple"}
    answer = alice.patch("/users/me", json=changes)
    assert (answer.status_code, answer.json().get("email")) == (200, BOB["email"])


def test_it_is_tried_three_times_at_most(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = []

    async def find_nobody(*_: object) -> list[str]:
        tried.append("once more")
        return []

    monkeypatch.setattr(conflicts, "find_conflicts", find_nobody)
    statuses = [client.post("/users", json=BOB).status_code for _ in range(2)]
    assert (statuses, len(tried)) == ([201, 500], 3)
