"""The extensions, and the session of a request, which reads or writes."""

from pathlib import Path
from typing import Any

from flask import has_request_context, request
from flask_cors import CORS
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from flask_sqlalchemy.session import Session
from sqlalchemy import Connection, Engine

from app.base import Base
from app.openapi import Api

SAFE_METHODS = {"GET", "HEAD"}


class RequestSession(Session):
    """The session of a request, or of a shell.

    GET and HEAD have an engine of their own, in autocommit: they must not write.
    """

    def get_bind(self, *args: Any, **options: Any) -> Engine | Connection:
        if not has_request_context():
            return super().get_bind(*args, **options)
        return db.engines["read" if request.method in SAFE_METHODS else "write"]


# The models stand on a `Base` of our own: type checkers know no `db.Model`.
# A committed object can still be shown: the response is written after the commit.
db = SQLAlchemy(
    metadata=Base.metadata,
    session_options={"class_": RequestSession, "expire_on_commit": False},
)
# Alembic expands `%`, and does without its `alembic.ini` in a folder whose path has one.
MIGRATIONS = str(Path(__file__).parents[1] / "migrations").replace("%", "%%")
migrate = Migrate(directory=MIGRATIONS, render_as_batch=True)
cors = CORS()
api = Api()
