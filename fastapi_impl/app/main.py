"""Where the app starts."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.middleware import Middleware
from fastapi.staticfiles import StaticFiles

from app import health, openapi, problems
from app.config import Settings, load_settings
from app.cors import OriginMiddleware
from app.db import Database
from app.logs import configure_logging
from app.middleware import ErrorMiddleware, RequestMiddleware
from app.posts import router as posts
from app.users import router as users
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
    for router in (users.router, posts.router, health.router, openapi.router):
        app.include_router(router)
    app.mount("/docs", StaticFiles(directory=openapi.SWAGGER_UI))
    return app


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Keep the connections to the database as long as the app runs."""
    database = app.state.database = Database(app.state.settings.database_url)
    yield
    await database.close()


def middleware(settings: Settings) -> list[Middleware]:
    """From the outside in: an answer that any of them gives passes through those before it."""
    origins = settings.cors_allowed_origins
    return [
        Middleware(RequestMiddleware),
        *([Middleware(OriginMiddleware, allow_origins=origins)] if origins else []),
        Middleware(ErrorMiddleware, allowed_hosts=settings.allowed_hosts),
    ]
