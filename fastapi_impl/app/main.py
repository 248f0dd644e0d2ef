"""The application: its settings, middleware, error handlers and routers."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import APIRouter, Depends, FastAPI
from fastapi.middleware.cors import CORSMiddleware
from fastapi.middleware.trustedhost import TrustedHostMiddleware
from sqlalchemy.ext.asyncio import async_sessionmaker

from app import health, openapi, problems
from app.config import load_settings
from app.db import create_engine
from app.http.logs import configure_logging
from app.http.media_types import require_json
from app.http.middleware import RequestMiddleware
from app.posts.router import router as posts_router
from app.users.router import tokens_router, users_router

MAX_BODY_BYTES = 1024 * 1024
CORS_REQUEST_HEADERS = [
    *["Authorization", "Content-Type", "If-Match", "If-None-Match", "X-Request-ID"],
    *["traceparent", "tracestate", "baggage", "sentry-trace"],
]


def create_app() -> FastAPI:
    """An application with settings from the environment."""
    settings = load_settings()
    configure_logging(settings)
    app = openapi.Application(
        title="Users and posts",
        version="2.0.0",
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
    # The last one added is the first to see a request.
    app.add_middleware(
        TrustedHostMiddleware, allowed_hosts=settings.allowed_hosts, www_redirect=False
    )
    if settings.cors_allowed_origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=settings.cors_allowed_origins,
            allow_methods=["GET", "POST", "PATCH", "DELETE"],
            allow_headers=CORS_REQUEST_HEADERS,
            expose_headers=["ETag", "Location", "X-Request-ID", "Retry-After"],
        )
    app.add_middleware(RequestMiddleware)
    # The limit stands here, not at the application, to be inside of RequestMiddleware.
    api = APIRouter(
        prefix="/api/v1", dependencies=[Depends(require_json)], max_body_size=MAX_BODY_BYTES
    )
    for router in (users_router, tokens_router, posts_router):
        api.include_router(router)
    app.include_router(api)
    app.include_router(health.router)
    return app


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Keep the connection pool as long as the application runs."""
    engine = create_engine(app.state.settings.database_url)
    # A committed object can still be shown: the response is written after the commit.
    app.state.session_factory = async_sessionmaker(engine, expire_on_commit=False)
    yield
    await engine.dispose()
