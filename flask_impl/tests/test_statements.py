"""A read costs one statement, whatever the page size, and one more for the token."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import create_engine

from app.users.queries import locked_token

READS = ["/api/v1/posts?limit=1", "/api/v1/posts?limit=100", "/api/v1/posts/1"]
PUBLIC_READS = [*READS, "/api/v1/users?limit=1", "/api/v1/users?limit=100", "/api/v1/users/1"]


@pytest.fixture
def readers(alice: FlaskClient) -> FlaskClient:
    """A client, and five posts to read."""
    for number in range(5):
        alice.post("/api/v1/posts", json={"title": f"Post {number}", "body": "A body."})
    return alice


@pytest.mark.parametrize("path", PUBLIC_READS)
def test_an_anonymous_read_is_one_statement(
    readers: FlaskClient, statements: list[str], path: str
) -> None:
    del readers.environ_base["HTTP_AUTHORIZATION"]
    assert readers.get(path).status_code == 200
    assert len(statements) == 1


@pytest.mark.parametrize("path", [*READS, "/api/v1/posts?status=draft"])
def test_a_token_is_one_statement_more(
    readers: FlaskClient, statements: list[str], path: str
) -> None:
    assert readers.get(path).status_code == 200
    assert len(statements) == 2


def test_a_read_takes_no_write_lock(readers: FlaskClient, statements: list[str]) -> None:
    readers.get("/api/v1/posts")
    assert "BEGIN IMMEDIATE" not in statements


def test_a_write_takes_the_lock_before_it_reads_again(
    readers: FlaskClient, statements: list[str]
) -> None:
    readers.patch("/api/v1/posts/1", json={"title": "New"})
    lock = statements.index("BEGIN IMMEDIATE")
    verbs = [statement.split()[0] for statement in statements[lock:]]
    assert verbs == ["BEGIN", "SELECT", "SELECT", "UPDATE"]


def test_the_user_is_locked_before_the_token() -> None:
    """The other way round, two requests of a user could wait for each other."""
    statement = locked_token.compile(create_engine("postgresql+psycopg://"))
    assert str(statement).endswith("FOR UPDATE OF users, tokens")
