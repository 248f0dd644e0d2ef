"""How Alembic reaches the database: through the engine of the app."""

import asyncio
from importlib import import_module
from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection

from app.base import Base, UTCDateTime
from app.config import load_settings
from app.connections import create_engine
from app.logs import configure_logging

import_module("app.main")  # through the routers it imports every model


def render_item(kind: str, item: object, _: AutogenContext) -> str | Literal[False]:
    """Let a generated migration name the type of the column, not the one of the app."""
    return "sa.DateTime(timezone=True)" if isinstance(item, UTCDateTime) else False


def include_name(name: str | None, kind: str, _: object) -> bool:
    """Leave tables alone that another program keeps in the same database."""
    return kind != "table" or name in Base.metadata.tables


def print_migrations() -> None:
    """Print the statements of the migrations instead of running them (`--sql`)."""
    context.configure(url=load_settings().database_url, literal_binds=True)
    with context.begin_transaction():
        context.run_migrations()


def run_migrations(connection: Connection) -> None:
    """Run the migrations in one transaction, on SQLite too."""
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        render_item=render_item,
        include_name=include_name,
        transactional_ddl=True,
    )
    with context.begin_transaction():
        if connection.dialect.name == "sqlite":  # off, as a table is made anew under its name
            connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
            connection.exec_driver_sql("BEGIN IMMEDIATE")  # DDL alone begins no transaction
        else:  # of replicas that start at once one migrates, and the others wait for it
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(hashtext('migrations'))")
        context.run_migrations()


async def connect() -> None:
    """Run the migrations on the engine of the app, with its settings."""
    settings = load_settings()
    configure_logging(settings)
    engine = create_engine(settings.database_url, "migrate")
    async with engine.connect() as connection:
        await connection.run_sync(run_migrations)
    await engine.dispose()


if context.is_offline_mode():
    print_migrations()
else:
    asyncio.run(connect())
