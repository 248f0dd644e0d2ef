"""The extensions, and how connections to the database are set up."""

import sqlite3
from pathlib import Path

from flask_cors import CORS
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Engine, PoolResetState, event, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

from app.base import Base
from app.openapi import Api

# The models stand on a `Base` of our own: type checkers know no `db.Model`.
# A committed object can still be shown: the response is written after the commit.
db = SQLAlchemy(metadata=Base.metadata, session_options={"expire_on_commit": False})
migrate = Migrate(directory=str(Path(__file__).parents[1] / "migrations"), render_as_batch=True)
cors = CORS()
api = Api()


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
