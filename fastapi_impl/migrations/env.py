"""How Alembic reaches the database: through the engine of the app."""

import asyncio
from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection

from app.base import UTCDateTime
from app.config import load_settings
from app.db import create_engine
from app.logs import configure_logging
from app.posts.models import Post


def render_type(kind: str, item: object, _: AutogenContext) -> str | Literal[False]:
    """Let a generated migration name the type of the column, not the one of the app."""
    return "sa.DateTime(timezone=True)" if isinstance(item, UTCDateTime) else False


def run_migrations(connection: Connection) -> None:
    """Run them in one transaction."""
    context.configure(
        connection=connection,
        target_metadata=Post.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        render_item=render_type,
        transactional_ddl=True,
    )
    with context.begin_transaction():
        context.run_migrations()


async def connect() -> None:
    """Open the connection for it."""
    settings = load_settings()
    configure_logging(settings)
    engine = create_engine(settings.database_url)
    async with engine.connect() as connection:
        await connection.run_sync(run_migrations)
    await engine.dispose()


asyncio.run(connect())
