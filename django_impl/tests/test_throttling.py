"""A login can be tried so many times per account and per address."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from rest_framework.settings import api_settings
from rest_framework.test import APIClient

from app.users.models import LoginAttempts, User
from app.users.throttling import AccountThrottle, AddressThrottle
from tests.conftest import PASSWORD


@pytest.fixture(autouse=True)
def rates(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(AccountThrottle, "rate", "2/minute", raising=False)
    monkeypatch.setattr(AddressThrottle, "rate", "4/minute", raising=False)


def log_in(username: str = "alice", password: Any = PASSWORD, **headers: str) -> Any:
    credentials = {"username": username, "password": password}
    return APIClient().post("/api/v1/tokens", credentials, format="json", headers=headers)


def test_the_next_attempt_for_an_account_is_told_when_to_come_back(alice: User) -> None:
    assert [log_in(password=word).status_code for word in (PASSWORD, "x")] == [201, 401]
    response = log_in()
    assert (response.status_code, response["Content-Type"]) == (429, "application/problem+json")
    assert 1 <= int(response["Retry-After"]) <= 60


def test_the_form_of_the_admin_counts_too(client: Client, alice: User) -> None:
    alice.edit({"is_staff": True})
    assert log_in().status_code == 201
    for password, status in ("x", 200), (PASSWORD, 200):
        form = {"username": "alice", "password": password}
        page = client.post("/admin/login/?next=/admin/", form)
        assert page.status_code == status
    assert "Too many attempts" in page.content.decode()


def test_another_account_is_not_limited_by_it(alice: User, bob: User) -> None:
    assert [log_in().status_code for _ in range(3)] == [201, 201, 429]
    assert log_in("bob").status_code == 201


def test_an_address_is_limited_whatever_the_account(db: None) -> None:
    assert [log_in(f"user_{n}").status_code for n in range(5)] == [401, 401, 401, 401, 429]


def test_what_is_not_well_formed_does_not_count(alice: User) -> None:
    assert [log_in(password=1).status_code for _ in range(3)] == [422, 422, 422]
    assert not LoginAttempts.objects.exists()


def end_windows(ago: timedelta) -> None:
    LoginAttempts.objects.update(expires_at=timezone.now() - ago)


def test_a_window_ends(alice: User) -> None:
    for _ in range(2):
        assert [log_in().status_code for _ in range(3)] == [201, 201, 429]
        end_windows(timedelta(seconds=1))


@pytest.mark.parametrize(("ago", "rows"), [(timedelta(seconds=1), 3), (timedelta(days=2), 2)])
def test_a_window_leaves_no_row_for_long(alice: User, ago: timedelta, rows: int) -> None:
    """Not at once, as another process may be about to count on it."""
    log_in()
    end_windows(ago)
    assert log_in("bob").status_code == 401
    assert LoginAttempts.objects.count() == rows


@pytest.mark.parametrize(("proxies", "last"), [(0, 429), (1, 429), (2, 401)])
def test_an_address_is_taken_from_trusted_proxies_alone(
    db: None, monkeypatch: pytest.MonkeyPatch, proxies: int, last: int
) -> None:
    monkeypatch.setattr(api_settings, "NUM_PROXIES", proxies)
    sent = [log_in(f"user_{n}", x_forwarded_for=f"10.0.0.{n}, 10.1.1.1") for n in range(5)]
    assert [response.status_code for response in sent] == [401, 401, 401, 401, last]
