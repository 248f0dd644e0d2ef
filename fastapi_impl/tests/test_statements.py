"""A read costs one statement, whatever the page size, and one more for the token."""

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import make_url

from app.users.queries import locked_token

READS = ["/posts?limit=1", "/posts?limit=100", "/posts/1"]
PUBLIC_READS = [*READS, "/users?limit=1", "/users?limit=100", "/users/1"]


@pytest.fixture
def reader(alice: TestClient) -> TestClient:
    """A client, and five posts to read."""
    for number in range(5):
        alice.post("/posts", json={"title": f"Post {number}", "body": "A body."})
    return alice


@pytest.mark.parametrize("path", PUBLIC_READS)
def test_an_anonymous_read_is_one_statement(
    reader: TestClient, statements: list[str], path: str
) -> None:
    del reader.headers["Authorization"]
    assert reader.get(path).status_code == 200
    assert len(statements) == 1


@pytest.mark.parametrize("path", [*READS, "/posts?status=draft"])
def test_a_token_is_one_statement_more(
    reader: TestClient, statements: list[str], path: str
) -> None:
    assert reader.get(path).status_code == 200
    assert len(statements) == 2


def test_a_read_takes_no_write_lock(reader: TestClient, statements: list[str]) -> None:
    reader.get("/posts")
    assert "BEGIN IMMEDIATE" not in statements


def test_a_write_takes_the_lock_before_it_reads_the_post(
    reader: TestClient, statements: list[str]
) -> None:
    reader.patch("/posts/1", json={"title": "New"})
    first_of_posts = next(n for n, text in enumerate(statements) if "FROM posts" in text)
    assert statements.index("BEGIN IMMEDIATE") < first_of_posts


def test_the_user_is_locked_before_the_token() -> None:
    """The other way round, two requests of a user could wait for each other."""
    dialect = make_url("postgresql+psycopg://").get_dialect()()
    assert str(locked_token.compile(dialect=dialect)).endswith("FOR UPDATE OF users, tokens")
