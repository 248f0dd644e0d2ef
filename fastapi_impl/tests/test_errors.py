"""Errors are problem details whatever the status, and show nothing of the database."""

import pytest
from fastapi import HTTPException
from fastapi.testclient import TestClient
from sqlalchemy import Engine, text
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.orm.exc import StaleDataError

from app.main import create_app


@pytest.mark.parametrize(
    ("name", "pointer"),
    [
        ("a~b/c", "#/a~0b~1c"),
        ("a b$&'()*+,;=:@?!", "#/a%20b%24%26%27%28%29%2A%2B%2C%3B%3D%3A%40%3F%21"),
    ],
)
def test_a_pointer_is_encoded(client: TestClient, name: str, pointer: str) -> None:
    response = client.post("/tokens", json={"username": "alice", "password": "secret", name: 1})
    assert [error["pointer"] for error in response.json()["errors"]] == [pointer]


def test_a_lone_surrogate_is_rejected_in_a_name_too(client: TestClient) -> None:
    json = {"Content-Type": "application/json"}
    response = client.post("/tokens", content='{"\\ud800": 1}', headers=json)
    assert response.status_code in {400, 422}


@pytest.mark.parametrize("status", [402, 406, 410, 418, 423, 451])
def test_a_status_without_a_type_is_about_blank(engine: Engine, status: int) -> None:
    app = create_app()

    @app.get("/teapot")
    async def teapot() -> None:
        raise HTTPException(status, headers={"Retry-After": "7"})

    with TestClient(app, base_url="http://localhost") as client:
        response = client.get("/teapot")
    assert (response.status_code, response.json()["type"]) == (status, "about:blank")
    assert response.headers["Retry-After"] == "7"


@pytest.mark.parametrize("error", [StaleDataError, PoolTimeoutError, TimeoutError])
def test_what_may_succeed_later_is_503(engine: Engine, error: type[Exception]) -> None:
    """A row that another program changes meanwhile, no connection in time, no answer in time."""
    app = create_app()

    @app.delete("/later")
    async def later() -> None:
        raise error

    with TestClient(app, base_url="http://localhost") as client:
        response = client.delete("/later")
    assert (response.status_code, response.headers["Retry-After"]) == (503, "1")


def test_the_text_of_an_exception_is_shown(engine: Engine) -> None:
    app = create_app()

    @app.get("/full")
    async def full() -> None:
        raise HTTPException(409, "There are too many of them.")

    with TestClient(app, base_url="http://localhost") as client:
        assert client.get("/full").json()["detail"] == "There are too many of them."
        assert client.get("/openapi.json").json()["paths"]["/full"]["get"]["summary"] == "Full"


def test_an_unexpected_exception_is_a_problem_with_an_id(engine: Engine) -> None:
    app = create_app()

    @app.get("/fault")
    async def fault() -> None:
        raise RuntimeError("secret")

    with TestClient(app, "http://localhost", raise_server_exceptions=False) as client:
        response = client.get("/fault", headers={"X-Request-ID": "one"})
    assert (response.status_code, response.headers["X-Request-ID"]) == (500, "one")
    assert "secret" not in response.text


def test_no_tables_yet_is_unavailable(engine: Engine, client: TestClient) -> None:
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE posts"))
    assert client.get("/posts").status_code == 503


def test_a_failed_statement_logs_no_values(
    engine: Engine, client: TestClient, capfd: pytest.CaptureFixture[str]
) -> None:
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE users RENAME COLUMN bio TO about"))
    new = {"username": "carol", "email": "carol@example.com", "password": "a long enough one"}
    assert client.post("/users", json=new).status_code in {500, 503}
    assert "carol@example.com" not in capfd.readouterr().err
