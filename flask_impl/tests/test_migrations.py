"""The migrations make the tables that the models describe."""

import flask_migrate
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from sqlalchemy import inspect, text

from app.base import Base
from app.extensions import db


def test_no_migration_is_missing(app: Flask) -> None:
    with app.app_context(), db.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []


def test_they_go_down_and_up_again(app: Flask) -> None:
    with app.app_context():
        flask_migrate.downgrade(revision="base")
        assert inspect(db.engine).get_table_names() == ["alembic_version"]
        flask_migrate.upgrade()
        assert {"users", "posts", "tokens"} <= set(inspect(db.engine).get_table_names())


def test_tables_that_another_program_made_are_taken_over(app: Flask) -> None:
    with app.app_context():
        db.session.execute(text("DROP TABLE alembic_version"))
        db.session.commit()
        flask_migrate.stamp()
        flask_migrate.upgrade()
        flask_migrate.check()
