"""What a service writes down of its requests, and what it never does."""

from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import httpx
import pytest

from tests.support.api_client import API, PASSWORD, ApiClient, fresh_name, register
from tests.support.rules import needs_database, negative, rule
from tests.support.servers import Program, Server, stop

pytestmark = [rule("Y9"), needs_database]

JSON = {"Content-Type": "application/json"}
NEW_PASSWORD = "a rabbit with a watch"
PATHS = ["/posts", "/nothing", "/users/me", "/users/%0A%1B%E2%80%A8forged"]


@pytest.fixture
def program(served_program: Program, tmp_path: Path) -> Program:
    """The target with a log of its own."""
    return replace(served_program, log=str(tmp_path / "log"))


def live(anonymous: ApiClient) -> set[str]:
    """What nobody may read afterwards of an account that did right and wrong."""
    somebody = register(anonymous)
    credentials = {"username": somebody.username, "password": PASSWORD}
    anonymous.post("/users", json={**credentials, "email": somebody.email})
    anonymous.post("/tokens", json={**credentials, "password": NEW_PASSWORD})
    anonymous.post("/users", content=f'{{"password": "{PASSWORD}"', headers=JSON)
    email = f"{fresh_name('new')}@example.org"
    change = {"email": email, "password": NEW_PASSWORD}
    somebody.patch("/users/me", json={**change, "bio": None})
    somebody.patch("/users/me", json={**change, "current_password": PASSWORD})
    somebody.delete("/tokens/current")
    somebody.get("/users/me")
    digest = sha256(somebody.token.encode()).hexdigest()
    return {somebody.email, email, PASSWORD, NEW_PASSWORD, somebody.token, digest, "argon2"}


@negative
def test_no_secret_is_ever_logged(
    http: httpx.Client, start_server: Callable[..., Server], program: Program
) -> None:
    server = start_server(program, LOG_LEVEL="DEBUG")
    secrets = live(ApiClient(http, server.url + API))
    stop(server)
    text = Path(program.log).read_text("utf-8")
    assert [secret for secret in secrets if secret in text] == []


def test_a_request_is_one_line_with_its_id_and_status(
    http: httpx.Client, start_server: Callable[..., Server], program: Program
) -> None:
    server = start_server(program)
    anonymous = ApiClient(http, server.url + API)
    responses = [anonymous.get(path) for path in PATHS]
    stop(server)  # a line may be written after the response
    lines = Path(program.log).read_text("utf-8").splitlines()
    for response in responses:
        [line] = [line for line in lines if response.headers["x-request-id"] in line]
        assert f" {response.status_code} " in line
        assert "GET /api/v1/" in line
