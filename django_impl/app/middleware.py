"""Request ids, security headers and the access log."""

import logging
import re
import time
from collections.abc import Callable
from contextvars import ContextVar
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.utils.encoding import escape_uri_path

logger = logging.getLogger("app.access")

REQUEST_ID = re.compile("[A-Za-z0-9._-]{1,128}")
JSON_POLICY = "default-src 'none'; frame-ancestors 'none'"
POLICIES = {
    "application/json": JSON_POLICY,
    "application/problem+json": JSON_POLICY,
    # The documentation and the admin; Swagger UI brings styles and images inside its scripts.
    "text/html": (
        "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; "
        "frame-ancestors 'none'"
    ),
}


request_id: ContextVar[str] = ContextVar("request_id", default="-")

# Control characters are escaped, to prevent log injection.
ESCAPES = {n: ascii(chr(n))[1:-1] for n in (*range(32), *range(127, 160), 0x2028, 0x2029)}


class LineFormatter(logging.Formatter):
    converter = staticmethod(time.gmtime)
    default_time_format = "%Y-%m-%dT%H:%M:%S"
    default_msec_format = "%s.%03dZ"

    def format(self, record: logging.LogRecord) -> str:
        record.request_id = request_id.get()
        return super().format(record).translate(ESCAPES)


class RequestMiddleware:
    """Adds headers to each response, and writes one line about it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        start = time.perf_counter()
        sent = request.headers.get("X-Request-ID", "")
        own = sent if REQUEST_ID.fullmatch(sent) else uuid4().hex
        request_id.set(own)
        # All text is UTF-8, whatever charset the Content-Type names.
        request.encoding = "utf-8"

        response = self.get_response(request)

        response["X-Request-ID"] = own
        media_type = response.get("Content-Type", "").partition(";")[0]
        if policy := POLICIES.get(media_type):
            response["Content-Security-Policy"] = policy
        milliseconds = (time.perf_counter() - start) * 1000
        path = escape_uri_path(request.path)
        logger.info("%s %s %d %.1f ms", request.method, path, response.status_code, milliseconds)
        return response
