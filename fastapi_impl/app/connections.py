"""Connections to the database: how many, for what, and the limits on waiting for an answer."""

from contextvars import ContextVar
from typing import Any, Literal

from psycopg import AsyncConnection, OperationalError
from psycopg.pq import TransactionStatus
from sqlalchemy import Connection, PoolResetState, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

Purpose = Literal["read", "write", "probe", "migrate"]

# SQLite: no transactions but those that are begun, see `begin_immediate`.
SQLITE = {"isolation_level": None, "timeout": 7}
# Statements are not prepared: poolers such as PgBouncer lose those.
POSTGRESQL = {"connect_timeout": 2, "keepalives_idle": 30, "prepare_threshold": None}
# The server ends a statement sooner than the client gives up on a server that does not answer.
SERVER_LIMITS = "SET lock_timeout = '4s'; SET statement_timeout = '6s'"
# Each statement sees the latest commit anyway: a read has nothing to begin, commit or roll back.
AUTOCOMMIT = {"isolation_level": "AUTOCOMMIT", "skip_autocommit_rollback": True}
# SQLite takes one write at a time, and its own lock keeps no order: some writes would wait ten
# times as long as others. So the writes of a process queue for one connection.
# On PostgreSQL a write that waits for a row keeps its connection, so writes have more of them.
# A probe has its own, so that requests that wait for a lock do not make the service unready.
POOL_SIZES: dict[str, dict[Purpose, int]] = {
    "sqlite": {"read": 15, "write": 1, "probe": 1, "migrate": 1},
    "postgresql": {"read": 3, "write": 11, "probe": 1, "migrate": 1},
}
answer_seconds: ContextVar[float] = ContextVar("answer_seconds", default=7)


class LimitedConnection(AsyncConnection[Any]):
    """Closes itself where an answer takes too long: the server may be frozen or gone."""

    async def wait(self, *args: Any, **options: Any) -> Any:
        try:
            return await super().wait(*args, **{"timeout": answer_seconds.get(), **options})
        except OperationalError:
            if self.info.transaction_status == TransactionStatus.ACTIVE:
                await self.close()
            raise


async def connect_with_limits(*args: Any, **options: Any) -> LimitedConnection:
    """Connect; the limits are no startup parameters, as PgBouncer rejects those."""
    connection = await LimitedConnection.connect(*args, **options)
    await connection.execute(SERVER_LIMITS)
    await connection.commit()
    return connection


def create_engine(database_url: str, purpose: Purpose) -> AsyncEngine:
    """An engine that shows no parameters of statements in errors and logs.

    The limits on waiting for PostgreSQL are those of requests; a migration may take longer.
    """
    url = make_url(database_url)
    database = url.get_backend_name()
    is_sqlite = database == "sqlite"
    connect_args: dict[str, Any] = SQLITE if is_sqlite else POSTGRESQL
    if not is_sqlite and purpose != "migrate":
        connect_args = POSTGRESQL | {"async_creator_fn": connect_with_limits}
    engine = create_async_engine(
        url.set(drivername="sqlite+aiosqlite" if is_sqlite else "postgresql+psycopg"),
        connect_args=connect_args,
        pool_size=POOL_SIZES[database][purpose],
        max_overflow=0,
        pool_timeout=6,
        pool_reset_on_return=None if is_sqlite else "rollback",
        hide_parameters=True,
        **(AUTOCOMMIT if purpose in {"read", "probe"} else {}),
    )
    if is_sqlite:
        event.listen(engine.sync_engine, "connect", configure_sqlite)
        if purpose == "write":
            event.listen(engine.sync_engine, "begin", begin_immediate)
            event.listen(engine.sync_engine, "reset", end_failed_commit)
    else:
        event.listen(engine.sync_engine, "checkout", replace_ended)
    return engine


def configure_sqlite(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    """Let reads go on during a write, and check foreign keys."""
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def replace_ended(_: DBAPIConnection, entry: ConnectionPoolEntry, proxy: object) -> None:
    """Have the pool replace a connection that the server has ended, as when it was restarted.

    `pool_pre_ping` would ask the server each time, which costs a seventh of a read.
    """
    if "used" not in entry.info:
        entry.info["used"] = True
        return  # of a new one the statement will tell: the pool gives up when two in a row are bad
    driver_connection: Any = entry.driver_connection
    try:
        driver_connection.pgconn.consume_input()  # the server's last words, if any
        driver_connection.pgconn.consume_input()  # raises at the end of the stream
    except OperationalError as error:
        raise DisconnectionError from error


def end_failed_commit(
    connection: DBAPIConnection, entry: ConnectionPoolEntry, state: PoolResetState
) -> None:
    """Release the write lock, which SQLite keeps when COMMIT itself fails on a deferred key.

    Usually there is no transaction any more, and asking the thread to roll back would cost time.
    """
    driver_connection: Any = entry.driver_connection
    if state.asyncio_safe and driver_connection.in_transaction:
        connection.rollback()


def begin_immediate(connection: Connection) -> None:
    """Take SQLite's write lock before reading what a write depends on.

    On PostgreSQL, `SELECT ... FOR UPDATE` locks the rows that are read.
    """
    connection.exec_driver_sql("BEGIN IMMEDIATE")
