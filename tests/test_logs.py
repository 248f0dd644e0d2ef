"""What a service writes down of its requests, and what it never does."""

from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import httpx
import pytest

from tests.characters import API, PASSWORD, Character, register
from tests.launchers import Program, Server, migrate
from tests.rules import needs_database, negative, rule

pytestmark = [rule("Y9"), needs_database]

JSON = {"Content-Type": "application/json"}
NEW_PASSWORD = "a rabbit with a watch"
NEW_EMAIL = "white.rabbit@example.org"
PATHS = ["/posts", "/nothing", "/users/me", "/users/%0A%1B%E2%80%A8forged"]

Logging = Callable[[str], tuple[Character, Path]]


@pytest.fixture
def logging(
    http: httpx.Client, started: Callable[..., Server], elsewhere: Program, tmp_path: Path
) -> Logging:
    """A server that logs from a level on, and where it does."""

    def start(level: str) -> tuple[Character, Path]:
        program = replace(elsewhere, log=str(tmp_path / "log"))
        migrate(program)
        server = started(program, LOG_LEVEL=level)
        return Character(http, server.url + API), Path(program.log)

    return start


def live(anonymous: Character) -> set[str]:
    """What nobody may read afterwards of an account that did right and wrong."""
    somebody = register(anonymous)
    credentials = {"username": somebody.username, "password": PASSWORD}
    anonymous.post("/users", json={**credentials, "email": somebody.email})
    anonymous.post("/tokens", json={**credentials, "password": NEW_PASSWORD})
    anonymous.post("/users", content=f'{{"password": "{PASSWORD}"', headers=JSON)
    change = {"email": NEW_EMAIL, "password": NEW_PASSWORD}
    somebody.patch("/users/me", json={**change, "bio": None})
    somebody.patch("/users/me", json={**change, "current_password": PASSWORD})
    somebody.delete("/tokens/current")
    somebody.get("/users/me")
    digest = sha256(somebody.token.encode()).hexdigest()
    return {somebody.email, NEW_EMAIL, PASSWORD, NEW_PASSWORD, somebody.token, digest, "argon2"}


@negative
@pytest.mark.parametrize("level", ["DEBUG", "INFO"])
def test_no_secret_is_ever_logged(logging: Logging, level: str) -> None:
    anonymous, log = logging(level)
    secrets = live(anonymous)
    text = log.read_text("utf-8")
    assert [secret for secret in secrets if secret in text] == []


@pytest.mark.parametrize("path", PATHS)
def test_a_request_is_one_line_with_its_id(logging: Logging, path: str) -> None:
    anonymous, log = logging("INFO")
    answer = anonymous.get(path)
    request_id = answer.headers["x-request-id"]
    lines = [line for line in log.read_text("utf-8").splitlines() if request_id in line]
    assert len(lines) == 1
    assert f" {answer.status_code} " in lines[0]
    assert "GET /api/v1/" in lines[0]
