"""Connections to the database: how many, for what, and the limits on waiting for an answer."""

from typing import Any

import psycopg
from flask import Flask, g, has_app_context
from psycopg.pq import TransactionStatus
from sqlalchemy import URL, Connection, Dialect, PoolResetState, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.pool import ConnectionPoolEntry

from app.extensions import db

# The server ends a statement sooner than the client gives up on a server that does not answer.
SERVER_LIMITS = "SET lock_timeout = '4s'; SET statement_timeout = '6s'"
# Each statement sees the latest commit anyway: a read has nothing to begin, commit or roll back.
AUTOCOMMIT = {"isolation_level": "AUTOCOMMIT", "skip_autocommit_rollback": True}


def answer_seconds() -> float:
    """How long a request waits for an answer of PostgreSQL."""
    seconds: float = g.get("answer_seconds", 7) if has_app_context() else 7
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
    """Connect; the limits are no startup parameters, as PgBouncer rejects those."""
    connection = LimitedConnection.connect(*arguments, **options)
    connection.execute(SERVER_LIMITS)
    connection.commit()
    return connection


def engine_options(url: URL) -> dict[str, Any]:
    """Options of all engines; errors, which are logged, show no parameters of statements."""
    if url.get_backend_name() == "sqlite":
        return {
            "hide_parameters": True,
            "pool_size": 0,  # no limit: each thread has one connection at the most
            "connect_args": {"timeout": 7},
        }
    return {
        "hide_parameters": True,
        "pool_size": 15,
        "max_overflow": 0,
        "pool_timeout": 6,
        "connect_args": {
            "connect_timeout": 2,
            "keepalives_idle": 30,
            "prepare_threshold": None,  # for poolers such as PgBouncer
        },
    }


def configure_sqlite(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    """Let reads go on during a write, and check foreign keys."""
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def replace_ended(_: DBAPIConnection, entry: ConnectionPoolEntry, proxy: object) -> None:
    """Have the pool replace a connection that the server has ended, as when it was restarted.

    `pool_pre_ping` would ask the server each time, which costs 7 % of a read.
    """
    if "used" not in entry.info:
        entry.info["used"] = True
        return  # of a new one the statement will tell: the pool gives up when two in a row are bad
    driver_connection: Any = entry.driver_connection
    try:
        driver_connection.pgconn.consume_input()  # the server's last words, if any
        driver_connection.pgconn.consume_input()  # raises at the end of the stream
    except psycopg.OperationalError as error:
        raise DisconnectionError from error


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
    """Give the reads and the writes of requests an engine each.

    A shell and the migrations have the default one: they lock nothing that they only read, and a
    statement may take longer.
    """
    url = make_url(app.config["SQLALCHEMY_DATABASE_URI"])
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = options = engine_options(url)
    write = {"url": url, **options}
    app.config["SQLALCHEMY_BINDS"] = {"read": {**write, **AUTOCOMMIT}, "write": write}
    db.init_app(app)
    with app.app_context():
        engines = db.engines
    if url.get_backend_name() == "sqlite":
        for engine in engines.values():
            event.listen(engine, "connect", configure_sqlite)
        event.listen(engines["write"], "begin", begin_immediate)
        event.listen(engines["write"], "reset", end_failed_commit)
    else:
        for engine in engines.values():
            event.listen(engine, "checkout", replace_ended)
        event.listen(engines["read"], "do_connect", connect_with_limits)
        event.listen(engines["write"], "do_connect", connect_with_limits)
