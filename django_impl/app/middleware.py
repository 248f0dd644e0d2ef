"""What every request and every answer gets, whichever view or error made it."""

import logging
import re
import time
from collections.abc import Callable
from uuid import uuid4

from corsheaders import middleware
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import is_valid_path
from django.utils.encoding import escape_uri_path

from app.logs import request_id

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


class RequestMiddleware:
    """Name the request, guard the answer, and write one line about both."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        start = time.perf_counter()
        sent = request.headers.get("X-Request-ID", "")
        own = sent if REQUEST_ID.fullmatch(sent) else uuid4().hex
        request_id.set(own)
        is_admin = request.path_info.startswith("/admin/")
        if not is_admin:
            # Cookies are the admin's alone; its middleware would answer those of other requests.
            request.COOKIES = {}

        response = self.get_response(request)

        response["X-Request-ID"] = own
        if response.status_code in {204, 304}:
            # Django counts the bytes of these too, which have no body to count (RFC 9110, 8.6).
            del response["Content-Length"]
        media_type = response.get("Content-Type", "").partition(";")[0]
        if policy := POLICIES.get(media_type):
            response["Content-Security-Policy"] = policy
        if is_admin:
            # Under `no-referrer` a browser sends its forms with `Origin: null`, taken for forged.
            response["Referrer-Policy"] = "same-origin"
        else:
            response.cookies.clear()
        milliseconds = (time.perf_counter() - start) * 1000
        path = escape_uri_path(request.path)
        logger.info("%s %s %d %.1f ms", request.method, path, response.status_code, milliseconds)
        return response


class CorsMiddleware(middleware.CorsMiddleware):
    """Preflights of allowed origins are answered, on known paths; others meet a 405 or a 404."""

    def check_preflight(self, request: HttpRequest) -> HttpResponseBase | None:
        preflight = super().check_preflight(request)
        is_allowed = request.headers.get("Origin") in settings.CORS_ALLOWED_ORIGINS
        if not preflight or not is_allowed or not is_valid_path(request.path_info):
            return None
        preflight.status_code = 204
        del preflight["Content-Type"]
        return preflight
