"""The databases of a run: migrated once for each kind, then copied and filled."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from tests.bench.seed import register, seed
from tests.bench.stages import Data
from tests.support.databases import KINDS, Databases
from tests.support.servers import Program, adopt


def prepare(databases: Databases, pythons: dict[str, str], sizes: tuple[int, ...]) -> Data:
    """Every kind in every size, with one account of which the token is known."""
    urls: dict[tuple[str, int], str] = {}
    tokens: dict[str, str] = {}
    for kind in KINDS:
        template = databases.create(kind, "template")
        log = str(databases.folder / "migrations.log")
        tokens[kind] = register(Program("fastapi", pythons["fastapi"], template, log))
        adopt(Program("django", pythons["django"], template, log))
        for size in sizes:
            urls[kind, size] = copy(template, f"posts_{size}", databases)
            seed(urls[kind, size], size)
    return Data(urls, tokens, pythons)


def copy(template: str, name: str, databases: Databases) -> str:
    """A database with the same content."""
    if template.startswith("sqlite"):
        source = Path(template.removeprefix("sqlite:///"))
        with closing(sqlite3.connect(source)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return f"sqlite:///{shutil.copy(source, source.with_name(f'{name}.sqlite3'))}"
    parts = urlsplit(template)
    source_name = sql.Identifier(parts.path[1:])
    with psycopg.connect(databases.server_url(), autocommit=True) as server:
        command = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        server.execute(command.format(sql.Identifier(name), source_name))
    databases.made.append(urlunsplit(parts._replace(path=f"/{name}")))
    return databases.made[-1]
