"""How Alembic reaches the database: through the engine of the app."""

from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from flask import current_app

from app.base import Base, UTCDateTime
from app.extensions import db


def render_item(kind: str, item: object, _: AutogenContext) -> str | Literal[False]:
    """Let a generated migration name the type of the column, not the one of the app."""
    return "sa.DateTime(timezone=True)" if isinstance(item, UTCDateTime) else False


def include_name(name: str | None, kind: str, _: object) -> bool:
    """Leave tables alone that another program keeps in the same database."""
    return kind != "table" or name in Base.metadata.tables


def print_migrations() -> None:
    """Print the statements of the migrations instead of running them (`--sql`)."""
    url = db.engine.url.render_as_string(hide_password=False)
    context.configure(url=url, target_metadata=Base.metadata, literal_binds=True)
    with context.begin_transaction():
        context.run_migrations()


def run_migrations() -> None:
    """Run the migrations in one transaction, on SQLite too."""
    options = current_app.extensions["migrate"].configure_args
    with db.engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            connection.detach()  # none for the pool, as its pragma stays
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_item=render_item,
            include_name=include_name,
            transactional_ddl=True,  # SQLite can, which Alembic does not assume
            **options,
        )
        with context.begin_transaction():
            if connection.dialect.name == "sqlite":  # off, as a table is made anew under its name
                connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
                connection.exec_driver_sql("BEGIN IMMEDIATE")  # DDL alone begins no transaction
            else:  # of replicas that start at once one migrates, and the others wait for it
                connection.exec_driver_sql("SELECT pg_advisory_xact_lock(hashtext('migrations'))")
            context.run_migrations()


if context.is_offline_mode():
    print_migrations()
else:
    run_migrations()
