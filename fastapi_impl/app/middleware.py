"""What surrounds the routes: request ids, the headers of every answer, the access log, errors."""

import logging
import re
from collections.abc import Collection
from time import perf_counter
from uuid import uuid4

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.logs import request_id
from app.problems import answer_unexpected, problem
from app.requests import read_body

access_log = logging.getLogger("app.access")

REQUEST_ID = re.compile("[A-Za-z0-9._-]{1,128}")
HOST = re.compile(r"(\[[0-9a-f:.]+\]|[^:]+)(:[0-9]*)?", re.IGNORECASE)
# A slash or a line end that came encoded is no part of any known path, so it stays encoded.
ENCODED = re.compile(rb"%(?:2f|0a|0d)", re.IGNORECASE)


class RequestMiddleware:
    """Gives a request its id, an answer the headers that all have, and the log one line."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = perf_counter()
        status = 0

        async def send_with_headers(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                add_headers(MutableHeaders(scope=message))
            await send(message)

        context = request_id.set(choose_request_id(Headers(scope=scope)))
        try:
            await self.app(scope, receive, send_with_headers)
        finally:
            spent = (perf_counter() - started) * 1000
            path = scope["raw_path"].decode("ascii", "replace")
            access_log.info("%s %s %s %.1f ms", scope["method"], path, status, spent)
            request_id.reset(context)


class ErrorMiddleware:
    """Answers what no route can: a wrong Host, HEAD, and whatever goes wrong unexpectedly."""

    def __init__(self, app: ASGIApp, allowed_hosts: Collection[str]) -> None:
        self.app = app
        self.allowed_hosts = allowed_hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        is_answered = False

        async def send_answer(message: Message) -> None:
            nonlocal is_answered
            is_answered = True
            await send(message)

        app = self.app if self.serves_host(Headers(scope=scope)) else problem("malformed-request")
        try:
            await app(route_scope(scope), await read_body(scope, receive), send_answer)
        except ClientDisconnect:  # also what the server makes of a broken chunk
            await problem("malformed-request")(scope, receive, send)
        except Exception as error:
            if is_answered:
                raise
            await answer_unexpected(error)(scope, receive, send)

    def serves_host(self, headers: Headers) -> bool:
        """Whether the request names one host, and one of those served."""
        host = HOST.fullmatch(",".join(headers.getlist("host")))
        return host is not None and host[1].lower() in self.allowed_hosts


def choose_request_id(headers: Headers) -> str:
    """The caller's, where there is one that fits, or a new one."""
    given = ",".join(headers.getlist("x-request-id"))
    return given if REQUEST_ID.fullmatch(given) else uuid4().hex


def add_headers(headers: MutableHeaders) -> None:
    """What every answer carries."""
    headers["X-Request-ID"] = request_id.get()
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Referrer-Policy"] = "no-referrer"
    if headers.get("content-type") in {"application/json", "application/problem+json"}:
        headers["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'"


def route_scope(scope: Scope) -> Scope:
    """The request as it is routed: HEAD as GET, and an encoded slash as no slash."""
    method = "GET" if scope["method"] == "HEAD" else scope["method"]
    raw_path: bytes = scope["raw_path"]
    path = raw_path.decode("latin-1") if ENCODED.search(raw_path) else scope["path"]
    return {**scope, "method": method, "path": path}
