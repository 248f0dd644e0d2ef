"""Where the app starts."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.middleware import Middleware
from fastapi.staticfiles import StaticFiles

from app import openapi, problems
from app.config import Settings, load_settings
from app.cors import OriginMiddleware
from app.db import create_engine
from app.health import health
from app.logs import configure_logging
from app.middleware import ErrorMiddleware, RequestMiddleware
from app.posts.router import posts
from app.users.router import tokens, users
from app.validation import answer_validation_error


def create_app() -> FastAPI:
    """The app, as its settings want it."""
    settings = load_settings()
    configure_logging(settings)
    app = openapi.Api(
        title="Users and posts",
        version="1.0.0",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        generate_unique_id_function=openapi.operation_id,
        exception_handlers=problems.HANDLERS | {RequestValidationError: answer_validation_error},
        middleware=middleware(settings),
        lifespan=lifespan,
    )
    app.state.settings = settings
    for router in (users, tokens, posts):
        app.include_router(router, responses=openapi.problems(503))
    app.include_router(health)
    app.include_router(openapi.docs)
    app.mount("/docs", StaticFiles(directory=openapi.SWAGGER_UI))
    return app


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Keep the connections to the database as long as the app runs."""
    url = app.state.settings.database_url
    app.state.reading, app.state.writing = create_engine(url, read_only=True), create_engine(url)
    yield
    await app.state.reading.dispose()
    await app.state.writing.dispose()


def middleware(settings: Settings) -> list[Middleware]:
    """From the outside in: an answer that any of them gives passes through those before it."""
    origins = settings.cors_allowed_origins
    return [
        Middleware(RequestMiddleware),
        *([Middleware(OriginMiddleware, allow_origins=origins)] if origins else []),
        Middleware(ErrorMiddleware, allowed_hosts=settings.allowed_hosts),
    ]
