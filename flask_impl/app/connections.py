"""How connections to the database are set up: limits on waiting, and what SQLite must be told."""

import sqlite3
from typing import Any

import psycopg
from flask import g, has_app_context
from psycopg.pq import TransactionStatus
from sqlalchemy import Dialect, Engine, PoolResetState, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

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


@event.listens_for(Engine, "do_connect")
def connect_with_limits(
    dialect: Dialect, _: ConnectionPoolEntry, arguments: Any, options: dict[str, Any]
) -> psycopg.Connection[Any] | None:
    """Connect with limits on how long a request waits for a lock, and for a statement."""
    if dialect.name != "postgresql":
        return None
    connection = LimitedConnection.connect(*arguments, **options)
    if answer_seconds():  # not as startup parameters, which PgBouncer rejects
        connection.execute(SERVER_LIMITS)
        connection.commit()
    return connection


@event.listens_for(Engine, "connect")
def configure_sqlite(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    """Let reads go on during a write, and check foreign keys."""
    if isinstance(connection, sqlite3.Connection):
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.close()


@event.listens_for(Engine, "reset")
def end_failed_commit(
    connection: DBAPIConnection, _: ConnectionPoolEntry, state: PoolResetState
) -> None:
    """Let go of the write lock, which SQLite keeps when the COMMIT itself fails.

    It checks a deferred foreign key no sooner. SQLAlchemy takes a transaction that failed there for
    ended, and would give the connection back to the pool with it still open.
    """
    if state.transaction_was_reset and isinstance(connection, sqlite3.Connection):
        connection.rollback()
