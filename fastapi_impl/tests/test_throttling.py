"""Logins are counted per account and per client address, and for all processes in one table."""

from datetime import timedelta

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, select, update
from sqlalchemy.orm import Session

from app.base import utc_now
from app.main import create_app
from app.users.models import LoginAttempts
from app.users.throttling import throttle_key

FORWARDED = [
    (0, "1.1.1.1, 2.2.2.2", "testclient"),
    (1, "1.1.1.1, 2.2.2.2", "2.2.2.2"),
    (2, "1.1.1.1, 2.2.2.2", "1.1.1.1"),
    (3, "1.1.1.1, 2.2.2.2", "testclient"),
]


def log_in(client: TestClient, username: str, **headers: str) -> int:
    login = {"username": username, "password": "a wrong password"}
    return client.post("/tokens", json=login, headers=headers).status_code


@pytest.fixture
def client(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    """Two logins for an account, three from an address."""
    monkeypatch.setenv("LOGIN_RATE_PER_ACCOUNT", "2/hour")
    monkeypatch.setenv("LOGIN_RATE_PER_ADDRESS", "3/hour")
    return TestClient(create_app(), base_url="http://localhost/api/v1")


def test_an_account_has_its_own_limit(client: TestClient) -> None:
    with client:
        assert [log_in(client, "alice") for _ in range(3)] == [401, 401, 429]


def test_an_address_has_its_own_limit(client: TestClient) -> None:
    with client:
        names = ["alice", "bob", "carol", "dave"]
        assert [log_in(client, name) for name in names] == [401, 401, 401, 429]


def test_a_rejection_says_when_the_period_ends(client: TestClient) -> None:
    login = {"username": "alice", "password": "a wrong password"}
    with client:
        responses = [client.post("/tokens", json=login) for _ in range(4)]
    waits = [int(response.headers["Retry-After"]) for response in responses[2:]]
    assert all(3590 <= wait <= 3600 for wait in waits)
    assert responses[2].json()["type"] == "urn:problem-type:too-many-requests"


def test_a_body_that_is_no_login_does_not_count(client: TestClient) -> None:
    with client:
        assert client.post("/tokens", json={"username": "alice"}).status_code == 422
        assert [log_in(client, "alice") for _ in range(2)] == [401, 401]


def test_after_the_period_it_counts_anew_and_keeps_no_other_row(
    client: TestClient, engine: Engine
) -> None:
    with client, Session(engine) as session:
        assert [log_in(client, name) for name in ("bob", "alice", "alice", "alice")][-1] == 429
        session.execute(update(LoginAttempts).values(expires_at=utc_now() - timedelta(seconds=1)))
        session.commit()
        assert log_in(client, "alice") == 401
        assert session.scalars(select(LoginAttempts.count)).all() == [1, 1]


@pytest.mark.parametrize(("proxies", "header", "address"), FORWARDED)
def test_the_address_is_what_the_first_trusted_proxy_saw(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, proxies: int, header: str, address: str
) -> None:
    monkeypatch.setenv("TRUSTED_PROXY_COUNT", str(proxies))
    with TestClient(create_app(), base_url="http://localhost/api/v1") as client:
        log_in(client, "alice", **{"X-Forwarded-For": header})
    with Session(engine) as session:
        keys = set(session.scalars(select(LoginAttempts.key)))
    assert keys == {throttle_key("account", "alice"), throttle_key("address", address)}
