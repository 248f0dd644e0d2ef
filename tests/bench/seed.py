"""Databases with a known content: one account that can log in, 40 authors, and many posts."""

import json
import sqlite3
import urllib.request
from contextlib import closing

import psycopg

from tests.bench.rows import AUTHORS, DRAFTS, UPDATED, USERNAME, credentials
from tests.support.api_client import API, PASSWORD
from tests.support.servers import Program, launch, migrate, stop

SERIES = {
    "sqlite": "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count})",
    "postgresql": "WITH n(i) AS (SELECT * FROM generate_series(1, {count}))",
}
# A time of its own for each row, with microseconds, as the models store it.
TIME = {
    "sqlite": "strftime('%Y-%m-%d %H:%M:%S', '2024-01-01', (i * 37) || ' seconds') || '.000123'",
    "postgresql": "timestamptz '2024-01-01 00:00:00.000123Z' + i * interval '37 seconds'",
}
USERS = """
INSERT INTO users (id, username, email, password_hash, bio, is_staff, created_at, updated_at)
{series} SELECT i + 1, 'author' || i, 'author' || i || '@example.com', '!', '', false,
  {time}, {time}
FROM n
"""
POSTS = """
INSERT INTO posts
  (id, author_id, title, body, status, published_at, version, created_at, updated_at)
{series} SELECT i, CASE WHEN i <= {own} THEN 1 ELSE 2 + i % {authors} END,
  'Post number ' || i, substr('{text}', 1 + i % 40, 180),
  CASE WHEN i <= {drafts} THEN 'draft' ELSE 'published' END,
  CASE WHEN i <= {drafts} THEN NULL ELSE {time} END, 1, {time}, {time}
FROM n
"""
TEXT = "The rabbit took a watch out of its waistcoat pocket, looked at it, and hurried on. " * 3
RESTORE = [
    "UPDATE posts SET version = 1 WHERE id BETWEEN {first} AND {last}",
    "DELETE FROM posts WHERE id > {posts}",
    "DELETE FROM tokens WHERE id > 1",
]


def register(program: Program) -> str:
    """Migrate an empty database and make the writer's account in it, with a token."""
    migrate(program)
    server = launch(program)
    try:
        account = {"username": USERNAME, "email": "writer@example.com", "password": PASSWORD}
        _post(f"{server.url}{API}/users", json.dumps(account))
        return str(_post(f"{server.url}{API}/tokens", credentials())["token"])
    finally:
        stop(server)


def seed(url: str, posts: int) -> None:
    """Fill a database that holds the writer alone."""
    kind = url.partition(":")[0]
    values = {"time": TIME[kind], "text": TEXT, "authors": AUTHORS}
    values |= {"own": UPDATED[-1], "drafts": DRAFTS[-1]}
    execute(
        url,
        USERS.format(series=SERIES[kind].format(count=AUTHORS), **values),
        POSTS.format(series=SERIES[kind].format(count=posts), **values),
    )
    if kind == "postgresql":
        named = "SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}"
        execute(url, *(named.format(table=table) for table in ("users", "posts")))
        execute(url, "VACUUM ANALYZE")


def restore(url: str, posts: int) -> None:
    """Undo what the measured writes did, so that every sample meets the same rows."""
    values = {"posts": posts, "first": UPDATED[0], "last": UPDATED[-1]}
    execute(url, *(statement.format(**values) for statement in RESTORE))


def execute(url: str, *statements: str) -> None:
    if url.startswith("sqlite"):
        path = url.removeprefix("sqlite:///")
        with closing(sqlite3.connect(path, timeout=60)) as connection, connection:
            for statement in statements:
                connection.execute(statement)
        return
    with psycopg.connect(url, autocommit=True) as server:
        for statement in statements:
            server.execute(statement.encode())


def _post(url: str, body: str) -> dict[str, object]:
    headers = {"Content-Type": "application/json"}
    request = urllib.request.Request(url, body.encode(), headers)  # noqa: S310 - a URL of our own
    with urllib.request.urlopen(request, timeout=30) as response:  # noqa: S310
        answer: dict[str, object] = json.load(response)
    return answer
