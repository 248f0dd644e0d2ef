"""The database: its engines, and the session of a request."""

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy import Connection, PoolResetState, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import (
    AsyncEngine,
    AsyncSession,
    async_sessionmaker,
    create_async_engine,
)
from sqlalchemy.pool import ConnectionPoolEntry

LOCK_SECONDS = 20
READERS = 15
# At most 5 + 2 connections to read and 5 + 3 to write: four processes open 60 of the 100 that
# PostgreSQL allows by default. A request that finds none free waits for one, or is answered 503.
POOL_SIZE = 5
READ_OVERFLOW = 2
WRITE_OVERFLOW = 3


def create_engine(database_url: str, read_only: bool = False) -> AsyncEngine:
    """An engine which never shows the values of a statement in an error or a log."""
    url = make_url(database_url)
    if url.get_backend_name() == "postgresql":
        engine = create_async_engine(
            url.set(drivername="postgresql+psycopg"),
            connect_args={"connect_timeout": 2},
            pool_pre_ping=True,
            pool_timeout=LOCK_SECONDS,
            pool_size=POOL_SIZE,
            max_overflow=READ_OVERFLOW if read_only else WRITE_OVERFLOW,
            hide_parameters=True,
        )
    else:
        # SQLite has one writer at a time: here they stand in line, instead of polling for its lock.
        engine = create_async_engine(
            url.set(drivername="sqlite+aiosqlite"),
            connect_args={"timeout": LOCK_SECONDS},
            pool_timeout=LOCK_SECONDS,
            pool_size=READERS if read_only else 1,
            max_overflow=0,
            hide_parameters=True,
        )
        event.listen(engine.sync_engine, "connect", configure_sqlite)
        if not read_only:
            event.listen(engine.sync_engine, "begin", take_the_write_lock)
            event.listen(engine.sync_engine, "reset", end_failed_commit)
    return engine.execution_options(isolation_level="AUTOCOMMIT") if read_only else engine


def configure_sqlite(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    """Let reads go on during a write, and check foreign keys."""
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def take_the_write_lock(connection: Connection) -> None:
    """Begin as a writer: a transaction that first reads and then writes could not wait its turn."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def end_failed_commit(
    connection: DBAPIConnection, _: ConnectionPoolEntry, state: PoolResetState
) -> None:
    """Let go of the write lock, which SQLite keeps when the COMMIT itself fails.

    It checks a deferred foreign key no sooner. SQLAlchemy takes a transaction that failed there for
    ended, and would give the connection back to the pool with it still open.
    """
    if state.transaction_was_reset:
        connection.rollback()


class Database:
    """Where sessions come from; readers have their own connections, so no writer is before them."""

    def __init__(self, url: str) -> None:
        self.reading = create_engine(url, read_only=True)
        self.writing = create_engine(url)
        self.read = async_sessionmaker(self.reading, expire_on_commit=False)
        self.write = async_sessionmaker(self.writing, expire_on_commit=False)

    async def close(self) -> None:
        """Close all connections."""
        await self.reading.dispose()
        await self.writing.dispose()


async def get_session(request: Request) -> AsyncIterator[AsyncSession]:
    """A GET reads in autocommit; all else is one transaction, over before the answer leaves."""
    database: Database = request.app.state.database
    open_session = database.read if request.method == "GET" else database.write
    async with open_session() as session:
        yield session
        await session.commit()


SessionDep = Annotated[AsyncSession, Depends(get_session, scope="function")]
