"""The database: its engine, the session of a request, and what all tables share."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Annotated, ClassVar

from fastapi import Depends, Request
from sqlalchemy import (
    BigInteger,
    Connection,
    DateTime,
    Dialect,
    Identity,
    Integer,
    MetaData,
    PoolResetState,
    TypeDecorator,
    event,
    make_url,
)
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import (
    AsyncEngine,
    AsyncSession,
    async_sessionmaker,
    create_async_engine,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.pool import ConnectionPoolEntry

LOCK_SECONDS = 20
READERS = 15
# At most 5 + 2 connections to read and 5 + 3 to write: four processes open 60 of the 100 that
# PostgreSQL allows by default. A request that finds none free waits for one, or is answered 503.
POOL_SIZE = 5
READ_OVERFLOW = 2
WRITE_OVERFLOW = 3


class UTCDateTime(TypeDecorator[datetime]):
    """A time in UTC, kept without its zone where the database has none (SQLite)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value and value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is not None and value.tzinfo is None:
            return value.replace(tzinfo=UTC)
        return value and value.astimezone(UTC)


# SQLite counts up an INTEGER alone.
Key = Annotated[
    int,
    mapped_column(BigInteger().with_variant(Integer, "sqlite"), Identity(), primary_key=True),
]


class Base(DeclarativeBase):
    """What all models share; constraints are named as PostgreSQL would name them."""

    metadata = MetaData(
        naming_convention={
            "pk": "%(table_name)s_pkey",
            "uq": "%(table_name)s_%(column_0_N_name)s_key",
            "ix": "%(table_name)s_%(column_0_N_name)s_idx",
            "fk": "%(table_name)s_%(column_0_N_name)s_fkey",
        }
    )
    type_annotation_map: ClassVar = {datetime: UTCDateTime}

    id: Mapped[Key]


# Else SQLite gives the key of the newest row again, once that row is deleted.
NEVER_REUSE_KEYS = {"sqlite_autoincrement": True}


def utc_now() -> datetime:
    """The time that a row created or changed now carries."""
    return datetime.now(UTC)


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
