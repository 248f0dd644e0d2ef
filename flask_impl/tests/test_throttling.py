"""How often a login can be tried, by account and by client address."""

import pytest
from flask import Flask, request
from flask.testing import FlaskClient
from limits import parse
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from app import create_app
from app.base import utc_now
from app.extensions import db
from app.users.models import LoginAttempts
from app.users.throttling import throttle_key


def log_in(client: FlaskClient, username: str = "alice") -> TestResponse:
    return client.post("/api/v1/tokens", json={"username": username, "password": "wrong"})


def test_an_account_is_limited_whatever_the_password(app: Flask, client: FlaskClient) -> None:
    app.config["LOGIN_RATE_PER_ACCOUNT"] = parse("2/minute")
    names = ["alice", "alice", "alice", "bob"]
    assert [log_in(client, name).status_code for name in names] == [401, 401, 429, 401]
    response = log_in(client)
    assert 1 <= int(response.headers["Retry-After"]) <= 60
    assert response.get_json()["type"] == "urn:problem-type:too-many-requests"


def test_an_address_is_limited_whatever_the_account(app: Flask, client: FlaskClient) -> None:
    app.config["LOGIN_RATE_PER_ADDRESS"] = parse("2/hour")
    assert [log_in(client, name).status_code for name in "abc"] == [401, 401, 429]
    client.environ_base["REMOTE_ADDR"] = "192.0.2.1"
    assert log_in(client, "d").status_code == 401


def test_a_malformed_login_does_not_count(app: Flask, client: FlaskClient) -> None:
    assert client.post("/api/v1/tokens", json={"username": "alice"}).status_code == 422
    with app.app_context():
        assert db.session.scalars(select(LoginAttempts)).all() == []


def test_the_first_attempt_after_the_period_counts_anew(app: Flask, client: FlaskClient) -> None:
    app.config["LOGIN_RATE_PER_ACCOUNT"] = parse("1/day")
    assert [log_in(client).status_code for _ in range(2)] == [401, 429]
    with app.app_context():
        db.session.execute(update(LoginAttempts).values(expires_at=utc_now()))
        db.session.commit()
    assert log_in(client).status_code == 401


def test_counts_that_have_expired_are_removed(app: Flask, client: FlaskClient) -> None:
    log_in(client)
    with app.app_context():
        db.session.execute(update(LoginAttempts).values(expires_at=utc_now()))
        db.session.commit()
        log_in(client, "bob")
        keys = db.session.scalars(select(LoginAttempts.key)).all()
    assert set(keys) == {throttle_key("account", "bob"), throttle_key("address", "127.0.0.1")}


@pytest.mark.parametrize(
    ("proxies", "client"),
    [(0, "http 127.0.0.1"), (1, "https 192.0.2.2"), (2, "https 192.0.2.1")],
)
def test_trusted_proxies_tell_who_the_client_is(proxies: int, client: str) -> None:
    app = create_app({"TRUSTED_PROXY_COUNT": proxies})
    app.add_url_rule("/client", view_func=lambda: f"{request.scheme} {request.remote_addr}")
    headers = {"X-Forwarded-For": "192.0.2.1, 192.0.2.2", "X-Forwarded-Proto": "https"}
    assert app.test_client().get("/client", headers=headers).text == client
