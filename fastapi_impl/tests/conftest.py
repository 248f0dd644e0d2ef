"""A migrated database of its own for every test, and an account to act with."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from fastapi.testclient import TestClient
from sqlalchemy import Engine, create_engine, event

from app.main import create_app

ROOT = Path(__file__).resolve().parents[1]
PASSWORD = "correct horse battery staple"


@pytest.fixture
def alembic(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Config:
    """Alembic's settings, for an empty database."""
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/test.sqlite3")
    return Config(toml_file=ROOT / "pyproject.toml")


@pytest.fixture
def engine(alembic: Config, tmp_path: Path) -> Iterator[Engine]:
    """A migrated database, seen without the app."""
    command.upgrade(alembic, "head")
    engine = create_engine(f"sqlite:///{tmp_path}/test.sqlite3")
    yield engine
    engine.dispose()


@pytest.fixture
def client(engine: Engine) -> Iterator[TestClient]:
    with TestClient(create_app(), base_url="http://localhost/api/v1") as client:
        yield client


@pytest.fixture
def alice(client: TestClient) -> TestClient:
    """A client that acts for a user who has just registered."""
    account = {"username": "alice", "email": "alice@example.com", "password": PASSWORD}
    assert client.post("/users", json=account).status_code == 201
    login = client.post("/tokens", json={"username": "alice", "password": PASSWORD})
    client.headers["Authorization"] = f"Bearer {login.json()['token']}"
    return client


@pytest.fixture
def statements(client: TestClient) -> Iterator[list[str]]:
    """The statements that reach the database from here on."""
    seen: list[str] = []

    def record(*arguments: object) -> None:
        seen.append(str(arguments[2]))

    event.listen(Engine, "before_cursor_execute", record)
    yield seen
    event.remove(Engine, "before_cursor_execute", record)
