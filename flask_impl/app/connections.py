"""How connections to the database are set up: limits on waiting, and what SQLite must be told."""

from typing import Any

import psycopg
from flask import Flask, g, has_app_context
from psycopg.pq import TransactionStatus
from sqlalchemy import Connection, Dialect, PoolResetState, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

from app.extensions import db

# The server ends a statement sooner than the client gives up on a server that does not answer.
SERVER_LIMITS = "SET lock_timeout = '4s'; SET statement_timeout = '6s'"


def answer_seconds() -> float | None:
    """How long a request waits for an answer of PostgreSQL; a migration waits on."""
    seconds: float | None = g.get("answer_seconds") if has_app_context() else None
    return seconds


class LimitedConnection(psycopg.Connection[Any]):
    """Closes itself where an answer takes too long: the server may be frozen, or gone."""

    def wait(self, *args: Any, **options: Any) -> Any:
        try:
            return super().wait(*args, **{"timeout": answer_seconds(), **options})
        except psycopg.OperationalError:
            if self.info.transaction_status == TransactionStatus.ACTIVE:
                self.close()
            raise


def connect_with_limits(
    _: Dialect, entry: ConnectionPoolEntry, arguments: Any, options: dict[str, Any]
) -> LimitedConnection:
    """Connect with limits on how long a request waits for a lock, and for a statement."""
    connection = LimitedConnection.connect(*arguments, **options)
    if answer_seconds():  # not as startup parameters, which PgBouncer rejects
        connection.execute(SERVER_LIMITS)
        connection.commit()
    return connection


def configure_sqlite(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    """Let reads go on during a write, and check foreign keys."""
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def end_failed_commit(
    connection: DBAPIConnection, _: ConnectionPoolEntry, state: PoolResetState
) -> None:
    """Release the write lock, which SQLite keeps when COMMIT itself fails on a deferred key."""
    if state.transaction_was_reset:
        connection.rollback()


def begin_immediate(connection: Connection) -> None:
    """Take SQLite's write lock before reading what a write depends on.

    On PostgreSQL, `SELECT ... FOR UPDATE` locks the rows that are read.
    """
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def init_app(app: Flask) -> None:
    with app.app_context():
        engines = db.engines
    for engine in engines.values():
        if engine.dialect.name == "sqlite":
            event.listen(engine, "connect", configure_sqlite)
            event.listen(engine, "reset", end_failed_commit)
        else:
            event.listen(engine, "do_connect", connect_with_limits)
    if engines[None].dialect.name == "sqlite":
        event.listen(engines[None], "begin", begin_immediate)
