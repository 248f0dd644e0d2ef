"""A page straight from the driver, and bytes that cost nothing: what no framework can beat."""

import os
import sqlite3
import threading
from collections.abc import Callable, Iterable
from typing import Any

import asyncpg
import orjson
import psycopg

URL = os.environ["DATABASE_URL"]
NAMES = ("id", "title", "body", "status", "created_at", "updated_at", "published_at")
SQL = f"""
SELECT users.id, users.username, {", ".join(f"posts.{name}" for name in NAMES)}
FROM posts JOIN users ON users.id = posts.author_id
WHERE posts.status = 'published' ORDER BY posts.id DESC LIMIT 20
"""  # noqa: S608 - no word of it comes from outside
HELLO = b'{"message":"Hello, World!"}'
local = threading.local()


def connect() -> Any:
    if URL.startswith("postgresql"):
        return psycopg.connect(URL, autocommit=True)
    return sqlite3.connect(URL.removeprefix("sqlite:///"))


def page(rows: Iterable[Any]) -> bytes:
    items = [
        {"author": {"id": row[0], "username": row[1]}, **dict(zip(NAMES, row[2:], strict=True))}
        for row in rows
    ]
    return orjson.dumps({"items": items})


def read() -> bytes:
    if not hasattr(local, "connection"):
        local.connection = connect()
    return page(local.connection.execute(SQL).fetchall())


def wsgi(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
    body = HELLO if environ["PATH_INFO"] == "/hello" else read()
    headers = [("Content-Type", "application/json"), ("Content-Length", str(len(body)))]
    start_response("200 OK", headers)
    return [body]


async def read_async() -> bytes:
    if not URL.startswith("postgresql"):
        return read()
    if not hasattr(local, "pool"):
        local.pool = await asyncpg.create_pool(URL, min_size=5, max_size=5)
    return page(await local.pool.fetch(SQL))


async def asgi(scope: dict[str, Any], receive: Any, send: Any) -> None:
    if scope["type"] != "http":
        raise NotImplementedError
    body = HELLO if scope["path"] == "/hello" else await read_async()
    headers = [
        (b"content-type", b"application/json"),
        (b"content-length", str(len(body)).encode()),
    ]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})
