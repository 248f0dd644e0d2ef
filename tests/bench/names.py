"""What the rows and columns of the benchmark are called where people read them, and their order."""

from collections.abc import Mapping
from typing import TypeVar

Value = TypeVar("Value")

DATABASES = {"sqlite": "SQLite", "postgresql": "PostgreSQL", "none": "none"}
# In the order in which they are shown everywhere.
NAMES = {
    "django": "Django",
    "flask": "Flask",
    "flask_4_threads": "Flask (4 threads)",
    "flask_64_threads": "Flask (64 threads)",
    "fastapi": "FastAPI",
    "fastapi_async": "FastAPI (async def)",
    "fastapi_sync": "FastAPI (def)",
    "first": "first time",
    "again": "second time",
    "wsgi": "WSGI",
    "asgi": "ASGI",
    "async": "async def that awaits",
    "sync": "def",
    "blocking": "async def that blocks",
    "pool_2": "2 connections",
    "pool_5": "5 connections",
    "pool_15": "15 connections",
    "pool_40": "40 connections",
    "def_pool_15": "15, def, 40 threads",
    "sync_psycopg": "psycopg (def)",
    "async_psycopg": "psycopg (async def)",
    "async_asyncpg": "asyncpg (async def)",
}
ROWS = {
    "endpoints": {
        "list": "List of 20 posts",
        "author": "Posts of one author",
        "drafts": "Own drafts",
        "post": "One post",
        "not_modified": "One post, unchanged (304)",
        "me": "Own account",
        "create": "Create a post",
        "update": "Update a post (If-Match)",
        "login": "Log in",
    },
    "yardsticks": {
        "textbook_list": "List of 20 posts, textbook form",
        "hello": "Constant JSON",
        "raw_list": "List of 20 posts, driver alone",
        "floor": "Constant bytes, server alone",
    },
    "noise": {
        "django": "Django: list of 20 posts",
        "flask": "Flask: list of 20 posts",
        "fastapi": "FastAPI: list of 20 posts",
    },
    "depth": {
        "first_of_1000": "First page of 1,000 posts",
        "first_of_1000000": "First page of 1,000,000 posts",
        "middle_of_1000000": "Page in the middle of 1,000,000",
        "end_of_1000000": "Last page of 1,000,000 posts",
    },
    "articles": {
        "hello_theirs": "Constant JSON, the articles' servers",
        "hello_equal": "Constant JSON, all on granian",
        "database_theirs": "List of 20 posts, the articles' servers",
        "database_equal": "List of 20 posts, all on granian",
    },
    "waiting": {"wait_100_ms": "Requests that wait 0.1 s"},
    "blocking": {"wait_100_ms": "Requests that wait 0.1 s"},
    "pools": {"list": "List of 20 posts"},
    "drivers": {"list": "List of 20 posts"},
}


def row_title(group: str, row: str) -> str:
    return ROWS[group].get(row, row.replace("_", " "))


def ordered(values: Mapping[str, Value]) -> dict[str, Value]:
    """The same values in the order of their names above."""
    places = {name: place for place, name in enumerate(NAMES)}
    return {
        name: values[name]
        for name in sorted(values, key=lambda name: places.get(name, len(places)))
    }


def titled(values: Mapping[str, Value]) -> dict[str, Value]:
    """The same values by the names that are shown, in their order."""
    return {NAMES.get(name, name): value for name, value in ordered(values).items()}


def in_order(rows: Mapping[str, Value], group: str) -> dict[str, Value]:
    """The rows of a group, in the order of their titles above."""
    places = {name: place for place, name in enumerate(ROWS[group])}
    return {row: rows[row] for row in sorted(rows, key=lambda row: places.get(row, len(places)))}
