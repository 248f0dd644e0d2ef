"""A migrated database of its own for every test, and an account to act with."""

from collections.abc import Iterator
from pathlib import Path

import flask_migrate
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from app import create_app
from app.extensions import db

PASSWORD = "correct horse battery staple"


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Flask]:
    app = create_app({"SQLALCHEMY_DATABASE_URI": f"sqlite:///{tmp_path}/test.sqlite3"})
    with app.app_context():
        flask_migrate.upgrade()
    yield app
    with app.app_context():
        for engine in db.engines.values():
            engine.dispose()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def alice(client: FlaskClient) -> FlaskClient:
    """A client that acts for a user who has just registered."""
    account = {"username": "alice", "email": "alice@example.com", "password": PASSWORD}
    assert client.post("/api/v1/users", json=account).status_code == 201
    login = client.post("/api/v1/tokens", json={"username": "alice", "password": PASSWORD})
    client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {login.get_json()['token']}"
    return client


@pytest.fixture
def statements(app: Flask) -> list[str]:
    """The statements that reach the database from here on."""
    seen: list[str] = []

    def record(*arguments: object) -> None:
        seen.append(str(arguments[2]))

    with app.app_context():
        engines = db.engines.values()
    for engine in engines:
        event.listen(engine, "before_cursor_execute", record)
    return seen
