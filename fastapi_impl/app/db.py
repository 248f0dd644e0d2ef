"""The database: its engines, and the session of a request."""

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy import Connection, PoolResetState, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

# A request waits so long for a lock or a connection; then it is answered 503.
WAIT_SECONDS = 20
# To read, and as many to write: four processes open 56 of the 100 that PostgreSQL has by default.
CONNECTIONS = 7


def create_engine(database_url: str, read_only: bool = False) -> AsyncEngine:
    """An engine which never shows the values of a statement in an error or a log."""
    url = make_url(database_url)
    is_sqlite = url.get_backend_name() == "sqlite"
    # SQLite has one writer at a time: here they stand in line, instead of polling for its lock.
    engine = create_async_engine(
        url.set(drivername="sqlite+aiosqlite" if is_sqlite else "postgresql+psycopg"),
        connect_args={"timeout": WAIT_SECONDS} if is_sqlite else {"connect_timeout": 2},
        pool_size=1 if is_sqlite and not read_only else CONNECTIONS,
        max_overflow=0,
        pool_timeout=WAIT_SECONDS,
        pool_pre_ping=not is_sqlite,
        hide_parameters=True,
    )
    if is_sqlite:
        event.listen(engine.sync_engine, "connect", configure_sqlite)
    if is_sqlite and not read_only:
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


async def get_session(request: Request) -> AsyncIterator[AsyncSession]:
    """A GET reads in autocommit; all else is one transaction, over before the answer leaves.

    Each has connections of its own, so that no reader waits for a writer.
    """
    state = request.app.state
    engine = state.reading if request.method == "GET" else state.writing
    async with AsyncSession(engine, expire_on_commit=False) as session:
        yield session
        await session.commit()


SessionDep = Annotated[AsyncSession, Depends(get_session, scope="function")]
