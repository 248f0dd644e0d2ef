"""Request ids, the headers of every response, and the access log."""

import logging
import re
import time
from collections.abc import Callable
from contextlib import suppress
from uuid import uuid4

from django.core.exceptions import RequestDataTooBig
from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.urls import reverse
from django.utils.encoding import escape_uri_path

from app.logs import request_id
from app.postgresql.base import answers_within
from app.problems import database_problem, problem

logger = logging.getLogger("app.access")

REQUEST_ID = re.compile("[A-Za-z0-9._-]{1,128}")


class RequestMiddleware:
    """Gives a request its id, a response its headers, and the log a line."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        start = time.perf_counter()
        given = request.headers.get("X-Request-ID", "")
        own = given if REQUEST_ID.fullmatch(given) else uuid4().hex
        request_id.set(own)
        # A server hangs up after a response to a body that nobody read, such as that of a 401.
        try:
            with suppress(RequestDataTooBig):
                _ = request.body
            with answers_within(7):
                response = self.get_response(request)
        except UnreadablePostError:  # the client hung up in the middle of it
            response = problem(400)

        response["X-Request-ID"] = own
        for cookie in response.cookies.values():  # they are the admin's alone
            cookie["path"] = reverse("admin:index")
        # Servers leave it to the application: a body here would be read as the next response.
        if request.method == "HEAD" and not response.streaming:
            response.content = b""
        milliseconds = (time.perf_counter() - start) * 1000
        path = escape_uri_path(request.path)
        logger.info("%s %s %d %.1f ms", request.method, path, response.status_code, milliseconds)
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Where the database fails outside of what DRF handles, as when a transaction begins."""
        is_of_database = isinstance(error, (DatabaseError, InterfaceError))
        return database_problem(error) if is_of_database else None
