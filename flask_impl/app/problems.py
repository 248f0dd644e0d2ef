"""Every error answer of the service: problem details as in RFC 9457."""

import logging
from typing import Any
from urllib.parse import quote

from flask import Flask, Response, jsonify
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import (
    Conflict,
    HTTPException,
    InternalServerError,
    ServiceUnavailable,
    Unauthorized,
    UnprocessableEntity,
)

logger = logging.getLogger(__name__)

TYPES = {
    "malformed-request": (400, "The request is not well-formed."),
    "unauthenticated": (401, "A token is required, and one that works."),
    "invalid-credentials": (401, "The username or the password is wrong."),
    "forbidden": (403, "Only the author may change a post."),
    "not-found": (404, "There is nothing at this address."),
    "method-not-allowed": (405, "This address does not take this method."),
    "conflict": (409, "A value is already taken."),
    "precondition-failed": (412, "The post was changed in the meantime."),
    "content-too-large": (413, "The body is larger than 1048576 bytes."),
    "unsupported-media-type": (415, "The body must be declared as application/json."),
    "validation-failed": (422, "The request does not fit its schema."),
    "too-many-requests": (429, "There were too many requests."),
    "internal-error": (500, "Something went wrong on our side."),
    "unavailable": (503, "The database does not answer."),
}
SLUGS = {status: slug for slug, (status, _) in reversed(TYPES.items())}

CODES = {
    "required": "This member is required.",
    "type": "The value has the wrong type.",
    "minLength": "The value is too short.",
    "maxLength": "The value is too long.",
    "pattern": "The value holds something that does not belong there.",
    "enum": "The value is not one of the choices.",
    "minimum": "The value is too small.",
    "maximum": "The value is too large.",
    "additionalProperties": "There is no member or parameter of this name.",
    "unique": "This value is already taken.",
    "credentials": "This is not the current password.",
    "cursor": "This is not a cursor of a page.",
    "repeated": "The parameter is given more than once.",
}

MAX_ERRORS = 50
MAX_NAME = 100


ErrorItem = dict[str, str]


class Unauthenticated(Unauthorized):
    """No token, or one that does not work."""

    def __init__(self, challenge: str = "Bearer") -> None:
        super().__init__()
        self.challenge = challenge

    def get_headers(self, *_: Any) -> list[tuple[str, str]]:
        return [("WWW-Authenticate", self.challenge)]


class InvalidCredentials(Unauthenticated):
    """A refused login."""

    slug = "invalid-credentials"


class Taken(Conflict):
    """Values that must be unique and are not."""

    def __init__(self, *names: str) -> None:
        super().__init__()
        self.errors = [wrong_member("unique", name) for name in names]


class ValidationFailed(UnprocessableEntity):
    """Members or parameters that break their schema."""

    def __init__(self, *errors: ErrorItem) -> None:
        super().__init__()
        self.errors = errors[:MAX_ERRORS]


def wrong_member(code: str, *path: str) -> ErrorItem:
    """An error at a member of the body, or at the body itself."""
    names = (name[:MAX_NAME].replace("~", "~0").replace("/", "~1") for name in path)
    pointer = "/".join(["#", *(quote(name, safe="", errors="replace") for name in names)])
    return {"pointer": pointer, "code": code, "detail": CODES[code]}


def wrong_parameter(code: str, name: str) -> ErrorItem:
    """An error at a parameter of the query string."""
    return {"parameter": name[:MAX_NAME], "code": code, "detail": CODES[code]}


def problem(error: HTTPException) -> Response:
    """The one place that writes an error answer."""
    slug = getattr(error, "slug", SLUGS[error.code or 500])
    status, detail = TYPES[slug]
    body: dict[str, Any] = {
        "type": f"urn:problem-type:{slug}",
        "title": slug.replace("-", " ").capitalize(),
        "status": status,
        "detail": detail,
    }
    if hasattr(error, "errors"):
        body["errors"] = error.errors
    answer = jsonify(body)
    answer.status_code, answer.mimetype = status, "application/problem+json"
    answer.headers.update(h for h in error.get_headers() if h[0] != "Content-Type")
    return answer


def unavailable(error: Exception) -> Response:
    """The database is away, or busy for longer than anyone should wait."""
    logger.error("The database does not answer: %s", error)
    return problem(ServiceUnavailable(retry_after=1))


def internal_error(error: Exception) -> Response:
    logger.error("Unexpected exception", exc_info=error)
    return problem(InternalServerError())


def init_app(app: Flask) -> None:
    app.register_error_handler(HTTPException, problem)
    for database_error in (OperationalError, InterfaceError, PoolTimeout):
        app.register_error_handler(database_error, unavailable)
    app.register_error_handler(Exception, internal_error)
