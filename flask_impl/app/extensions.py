"""The database and its migrations, and what all tables share."""

import sqlite3
from datetime import UTC, datetime
from typing import Annotated, ClassVar

from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    BigInteger,
    DateTime,
    Dialect,
    Engine,
    Identity,
    Integer,
    MetaData,
    PoolResetState,
    TypeDecorator,
    event,
    text,
)
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.pool import ConnectionPoolEntry


class UTCDateTime(TypeDecorator[datetime]):
    """A time in UTC, kept without its zone where the database has none (SQLite)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value and value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None or value.tzinfo:
            return value and value.astimezone(UTC)
        return value.replace(tzinfo=UTC)


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

# A committed object can still be shown: the answer is written after the commit.
db = SQLAlchemy(metadata=Base.metadata, session_options={"expire_on_commit": False})
migrate = Migrate()


def utc_now() -> datetime:
    """The time that a row created or changed now carries."""
    return datetime.now(UTC)


def begin_write() -> None:
    """Keep other writers out between what is read from here on and the commit.

    SQLite has one write lock for everything; on PostgreSQL the statements lock their rows.
    """
    if db.engine.dialect.name == "sqlite":
        db.session.execute(text("BEGIN IMMEDIATE"))


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
