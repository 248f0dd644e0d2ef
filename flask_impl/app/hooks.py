"""Hooks: request ids, request bodies, the headers of every response, and the access log."""

import logging
import re
import time
from contextlib import suppress
from urllib.parse import quote
from uuid import uuid4

from flask import Flask, Response, abort, g, request
from sqlalchemy.exc import DBAPIError

from app.extensions import db

logger = logging.getLogger("app.access")

REQUEST_ID = re.compile("[A-Za-z0-9._-]{1,128}")


def start_request() -> None:
    """Start the clock, and keep the client's request id if it sent one that fits."""
    g.started = time.perf_counter()
    given = request.headers.get("X-Request-ID", "")
    g.request_id = given if REQUEST_ID.fullmatch(given) else uuid4().hex


def read_body() -> None:
    """Read the body before anything is decided: the server hangs up on a body left unread."""
    is_http2 = request.environ["SERVER_PROTOCOL"] == "HTTP/2"  # a body needs no header there
    if not (request.content_length or "Transfer-Encoding" in request.headers or is_http2):
        return  # there is none
    size = len(request.get_data())
    is_cut = request.content_length is None and size == request.max_content_length
    if is_cut and request.input_stream.read(1):
        abort(413)  # Werkzeug cuts a body without a length at the limit, and this one goes on
    if request.content_length not in (None, size):
        abort(400)  # it was cut off on its way; of one without a length, granian does not tell


def finish_request(response: Response) -> Response:
    """End the session, add the headers of every response, and log the request."""
    with suppress(DBAPIError):  # at teardown, a lost connection would take the response away
        db.session.remove()
    response.headers["X-Request-ID"] = g.request_id
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "no-referrer"
    milliseconds = (time.perf_counter() - g.started) * 1000
    path = quote(request.path)  # no line ends in the log
    logger.info("%s %s %d %.1f ms", request.method, path, response.status_code, milliseconds)
    return response


def init_app(app: Flask) -> None:
    app.before_request(start_request)
    app.before_request(read_body)
    app.after_request(finish_request)
