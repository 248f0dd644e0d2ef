"""The application: its settings, middleware, error handlers and routers."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from sqlalchemy.ext.asyncio import async_sessionmaker

from app import health, openapi, problems
from app.bodies import MAX_BODY_BYTES
from app.config import load_settings
from app.connections import create_engine
from app.db import Reads
from app.logs import configure_logging
from app.middleware import add_middleware
from app.posts.router import router as posts_router
from app.users.router import tokens_router, users_router


def create_app() -> FastAPI:
    """An application with settings from the environment."""
    settings = load_settings()
    configure_logging(settings)
    app = openapi.Application(
        title="Users and posts",
        version="2.1.0",
        license_info={"name": "MIT", "identifier": "MIT"},
        servers=[{"url": "/"}],
        openapi_tags=openapi.TAGS,
        generate_unique_id_function=openapi.operation_id,
        redoc_url=None,
        redirect_slashes=False,
        exception_handlers=problems.HANDLERS,
        lifespan=lifespan,
    )
    app.state.settings = settings
    add_middleware(app, settings)
    # Routes are tried in this order: those that are asked for most come first.
    for router in (posts_router, users_router, tokens_router):
        # The limit stands here, not at the application, to be inside of RequestMiddleware.
        app.include_router(router, prefix="/api/v1", max_body_size=MAX_BODY_BYTES)
    app.include_router(health.router)
    return app


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Keep the connection pools as long as the application runs."""
    url = app.state.settings.database_url
    reads, writes = create_engine(url, "read"), create_engine(url, "write")
    app.state.probes = probes = create_engine(url, "probe")
    app.state.reads = Reads(reads)
    # A committed object can still be shown: the response is written after the commit.
    app.state.writes = async_sessionmaker(writes, expire_on_commit=False)
    try:
        yield
    finally:
        for engine in (reads, writes, probes):
            await engine.dispose()
