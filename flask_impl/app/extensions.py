"""The extensions, and how a write begins."""

import sqlite3
from pathlib import Path

from flask_cors import CORS
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import text

from app.base import Base
from app.openapi import Api

# The models stand on a `Base` of our own: type checkers know no `db.Model`.
# A committed object can still be shown: the response is written after the commit.
db = SQLAlchemy(metadata=Base.metadata, session_options={"expire_on_commit": False})
# Alembic expands `%`, and does without its `alembic.ini` in a folder whose path has one.
MIGRATIONS = str(Path(__file__).parents[1] / "migrations").replace("%", "%%")
migrate = Migrate(directory=MIGRATIONS, render_as_batch=True)
cors = CORS()
api = Api()


def begin_write() -> None:
    """Keep other writers out between what is read from here on and the commit.

    SQLite has one write lock for everything; on PostgreSQL the statements lock their rows.
    """
    connection = db.session.connection().connection.driver_connection
    if isinstance(connection, sqlite3.Connection) and not connection.in_transaction:
        db.session.execute(text("BEGIN IMMEDIATE"))
