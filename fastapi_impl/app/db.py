"""The database: one engine, and a session for each request."""

from collections.abc import AsyncIterator
from contextvars import ContextVar
from typing import Annotated, Any, TypeVar

import aiosqlite
from fastapi import Depends, HTTPException, Request
from psycopg import AsyncConnection, OperationalError
from psycopg.pq import TransactionStatus
from sqlalchemy import PoolResetState, Select, event, make_url, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from app.base import Base

Row = TypeVar("Row", bound=Base)

# SQLite: reads see no transaction, the first write takes the lock or waits for it.
SQLITE = {"isolation_level": "IMMEDIATE", "timeout": 7}
# Nothing is prepared, as poolers such as PgBouncer lose it.
POSTGRESQL = {"connect_timeout": 2, "keepalives_idle": 30, "prepare_threshold": None}
# The server ends a statement sooner than the client gives up on a server that does not answer.
SERVER_LIMITS = "SET lock_timeout = '4s'; SET statement_timeout = '6s'"
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


def create_engine(database_url: str, *, with_limits: bool = True) -> AsyncEngine:
    """An engine that shows no parameters of statements in errors and logs.

    The limits on waiting for PostgreSQL are those of requests; a migration may take longer.
    """
    url = make_url(database_url)
    is_sqlite = url.get_backend_name() == "sqlite"
    connect_args: dict[str, Any] = SQLITE if is_sqlite else POSTGRESQL
    if with_limits and not is_sqlite:
        connect_args = POSTGRESQL | {"async_creator_fn": connect_with_limits}
    engine = create_async_engine(
        url.set(drivername="sqlite+aiosqlite" if is_sqlite else "postgresql+psycopg"),
        connect_args=connect_args,
        pool_size=15,  # a connection to SQLite is a thread
        max_overflow=0,
        pool_timeout=8,
        pool_pre_ping=not is_sqlite,
        hide_parameters=True,
    )
    if is_sqlite:
        event.listen(engine.sync_engine, "connect", configure_sqlite)
        event.listen(engine.sync_engine, "reset", end_failed_commit)
    return engine


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


async def begin_write(session: AsyncSession) -> None:
    """On SQLite, take the write lock before reading what a write depends on.

    On PostgreSQL, `SELECT ... FOR UPDATE` locks the rows that are read.
    """
    raw = await (await session.connection()).get_raw_connection()
    connection = raw.driver_connection
    if isinstance(connection, aiosqlite.Connection) and not connection.in_transaction:
        await session.execute(text("BEGIN IMMEDIATE"))


async def get_or_404(session: AsyncSession, statement: Select[Row], **params: int | None) -> Row:
    """The row that a statement finds; 404 if there is none."""
    row = await session.scalar(statement, params)
    if row is None:
        raise HTTPException(404)
    return row


async def get_session(request: Request) -> AsyncIterator[AsyncSession]:
    """The session of a request, committed before the response leaves."""
    async with request.app.state.session_factory() as session:
        yield session
        await session.commit()


SessionDep = Annotated[AsyncSession, Depends(get_session, scope="function")]
