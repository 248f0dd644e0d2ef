"""Middleware: request ids, the headers of every response, the access log, hosts and CORS."""

import logging
import re
from time import perf_counter
from uuid import uuid4

from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware
from fastapi.middleware.trustedhost import TrustedHostMiddleware
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.bodies import ReadBodyMiddleware
from app.config import Settings
from app.logs import request_id

logger = logging.getLogger("app.access")

CORS_REQUEST_HEADERS = [
    *["Authorization", "Content-Type", "If-Match", "If-None-Match", "X-Request-ID"],
    *["traceparent", "tracestate", "baggage", "sentry-trace"],
]
REQUEST_ID = re.compile("[A-Za-z0-9._-]{1,128}")


class RequestMiddleware:
    """Gives a request its id, a response its security headers, and the log a line.

    Written for ASGI itself, as `BaseHTTPMiddleware` runs the application in a task of its own.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started, status = perf_counter(), 500

        async def send_with_headers(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message).update(response_headers(scope))
            elif scope["method"] == "HEAD":
                message["body"] = b""  # over HTTP/2 the server would send it
            await send(message)

        given = Headers(scope=scope).get("X-Request-ID", "")
        scope["request_id"] = given if REQUEST_ID.fullmatch(given) else uuid4().hex
        context = request_id.set(scope["request_id"])
        try:
            await self.app(scope, receive, send_with_headers)
        except Exception:
            logger.exception("unexpected error")  # here, where the request id is known
            raise
        finally:
            spent = (perf_counter() - started) * 1000
            path = scope["raw_path"].decode("latin-1")  # still encoded: no line ends in the log
            logger.info("%s %s %s %.1f ms", scope["method"], path, status, spent)
            request_id.reset(context)


class TrustedProxyMiddleware:
    """Takes the client's address and the scheme from what the proxies in front send.

    Each of them appends to `X-Forwarded-For`: what the client has made up stands further left.
    """

    def __init__(self, app: ASGIApp, count: int) -> None:
        self.app = app
        self.count = count

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            headers = Headers(scope=scope)
            addresses = ",".join(headers.getlist("X-Forwarded-For")).split(",")
            if len(addresses) >= self.count:
                scope["client"] = (addresses[-self.count].strip(), 0)
            if (scheme := headers.get("X-Forwarded-Proto")) in {"http", "https"}:
                scope["scheme"] = scheme
        await self.app(scope, receive, send)


def response_headers(scope: Scope) -> dict[str, str]:
    """The headers of every response."""
    return {
        "X-Request-ID": scope["request_id"],
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
    }


def add_middleware(app: FastAPI, settings: Settings) -> None:
    """Add the middleware; the last one added is the first to see a request."""
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
    app.add_middleware(ReadBodyMiddleware)
    if settings.trusted_proxy_count:
        app.add_middleware(TrustedProxyMiddleware, count=settings.trusted_proxy_count)
