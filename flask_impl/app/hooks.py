"""What every request goes through: its host, its id, the headers of its answer, the access log."""

import logging
import re
import time
from typing import cast
from uuid import uuid4

from flask import Flask, Response, abort, current_app, g, request
from flask_cors import CORS
from werkzeug.exceptions import MethodNotAllowed
from werkzeug.routing import MapAdapter

from app.parsers import read_body

logger = logging.getLogger("app.access")

REQUEST_ID = re.compile("[A-Za-z0-9._-]{1,128}")
HOST = re.compile(r"(\[[0-9a-f:.]+\]|[^:]+)(:[0-9]*)?", re.IGNORECASE)
HEADERS = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"}
JSON_POLICY = "default-src 'none'; frame-ancestors 'none'"


def begin() -> None:
    """Start the clock, and keep the client's request id if it sent one that fits."""
    g.started = time.perf_counter()
    sent = request.headers.get("X-Request-ID", "")
    g.request_id = sent if REQUEST_ID.fullmatch(sent) else uuid4().hex


def check_host() -> None:
    """Werkzeug's own list of trusted hosts knows no IPv6."""
    host = HOST.fullmatch(request.headers.get("Host", ""))
    if host is None or host[1].lower() not in current_app.config["ALLOWED_HOSTS"]:
        abort(400)


def check_path() -> None:
    """Werkzeug forgives a doubled slash at the start."""
    if request.environ["PATH_INFO"].startswith("//"):
        abort(404)


def check_method() -> None:
    """Werkzeug takes a method in lower case for the one in upper case."""
    sent = request.environ["REQUEST_METHOD"]
    if sent != request.method:
        request.method = sent
        if not request.routing_exception:
            adapter = cast(MapAdapter, current_app.create_url_adapter(request))
            raise MethodNotAllowed(adapter.allowed_methods())


def answer_preflight() -> Response | None:
    """The preflight of an allowed origin succeeds on a known path; other OPTIONS are 405."""
    known_path = isinstance(request.routing_exception, MethodNotAllowed)
    asks = request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers
    if known_path and asks and request.origin in current_app.config["CORS_ALLOWED_ORIGINS"]:
        return Response(status=204)
    return None


def complete(response: Response) -> Response:
    """Add what every answer carries, and log it."""
    response.headers.update(HEADERS)
    response.headers["X-Request-ID"] = g.request_id
    if response.status_code == 204:
        del response.headers["Content-Type"]
    elif response.is_json:
        response.headers["Content-Security-Policy"] = JSON_POLICY
    milliseconds = (time.perf_counter() - g.started) * 1000
    logger.info(
        "%s %s %d %.1f ms", request.method, request.path, response.status_code, milliseconds
    )
    return response


def init_app(app: Flask) -> None:
    for step in (begin, read_body, check_host, check_path, check_method, answer_preflight):
        app.before_request(step)
    app.after_request(complete)
    if origins := app.config["CORS_ALLOWED_ORIGINS"]:
        CORS(
            app,
            # Compiled, an origin is matched as it is, and the answer varies by Origin.
            origins=[re.compile(rf"{re.escape(origin)}\Z") for origin in origins],
            methods=["GET", "HEAD", "POST", "PATCH", "DELETE"],
            expose_headers=["ETag", "Location", "X-Request-ID", "Retry-After"],
            max_age=600,
            always_send=False,
            intercept_exceptions=False,
        )
