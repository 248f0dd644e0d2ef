"""Every error response of the service: problem details (RFC 9457)."""

import logging
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from flask import Flask
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import (
    DBAPIError,
    InterfaceError,
    OperationalError,
    SQLAlchemyError,
    TimeoutError,
)
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException
from werkzeug.http import HTTP_STATUS_CODES

logger = logging.getLogger(__name__)

# PostgreSQL: the migrations have not run yet, or it takes no writes, as a standby.
NOT_READY = {"42P01", "25006"}
# StaleDataError: another program changed a row while the account it belongs to was deleted.
AWAY = (OperationalError, InterfaceError, TimeoutError, StaleDataError)

# By status: the name of the type, and what happened.
PROBLEM_TYPES = {
    400: ("malformed-request", "The request is not well-formed."),
    401: ("unauthenticated", "A valid token is required."),
    403: ("forbidden", "Only its author may change this."),
    404: ("not-found", "There is nothing at this address."),
    405: ("method-not-allowed", "This address does not take this method."),
    409: ("conflict", "A value is already taken."),
    412: ("precondition-failed", "The resource was changed in the meantime."),
    413: ("content-too-large", "The body is larger than 1048576 bytes."),
    415: ("unsupported-media-type", "The body must be declared as application/json."),
    422: ("validation-failed", "The request does not fit its schema."),
    429: ("too-many-requests", "There were too many requests."),
    500: ("internal-error", "Something went wrong on our side."),
    503: ("unavailable", "The database does not answer."),
}
INVALID_CREDENTIALS = ("invalid-credentials", "The username or the password is wrong.")

# Schemas give JSON Schema keywords as messages; this is what the response says of each.
DETAILS = {
    "required": "This member is required.",
    "type": "The value has the wrong type.",
    "minLength": "The value is too short.",
    "maxLength": "The value is too long.",
    "pattern": "The value holds something that does not belong there.",
    "format": "The value is not of the required format.",
    "enum": "The value is not one of the choices.",
    "minimum": "The value is too small.",
    "maximum": "The value is too large.",
    "additionalProperties": "There is no member of this name.",
    "unique": "This value is already taken.",
    "credentials": "This is not the current password.",
    "cursor": "This is not a cursor of this list.",
}

ErrorItem = dict[str, str]


def problem(
    status: int,
    headers: Mapping[str, str],
    errors: Sequence[ErrorItem] = (),
    type_and_detail: tuple[str, str] | None = None,
    detail: str = "",
) -> ResponseReturnValue:
    """The one place that writes an error response; a status without a type is `about:blank`."""
    phrase = HTTP_STATUS_CODES.get(status, "Unknown Error")
    name, usual = type_and_detail or PROBLEM_TYPES.get(status, ("", phrase))
    body = {
        "type": f"urn:problem-type:{name}" if name else "about:blank",
        "title": name.replace("-", " ").capitalize() or phrase,
        "status": status,
        "detail": detail or usual,
    }
    members = {"errors": errors} if errors else {}
    return body | members, status, {**headers, "Content-Type": "application/problem+json"}


def error_items(messages: dict[Any, Any], *path: str) -> Iterator[ErrorItem]:
    """The first error of each wrong member or parameter; the path begins with body or query."""
    for name, found in messages.items():
        names = path if name == "_schema" else (*path, str(name))
        if isinstance(found, dict):
            yield from error_items(found, *names)
            continue
        code = found[0] if found[0] in DETAILS else "type"  # marshmallow's own messages
        if names[0] == "query":
            yield {"parameter": names[-1], "code": code, "detail": DETAILS[code]}
        else:
            yield wrong_member(code, *names[1:])


def wrong_member(code: str, *path: str) -> ErrorItem:
    """An error at a member of the body, or at the body itself."""
    names = (name.replace("~", "~0").replace("/", "~1") for name in path)
    pointer = "/".join(["#", *(quote(name, safe="", errors="replace") for name in names)])
    return {"pointer": pointer, "code": code, "detail": DETAILS[code]}


def http_problem(error: HTTPException) -> ResponseReturnValue:
    """What Flask or a view rejected by status; `data` has what `flask_smorest.abort` was given."""
    data = getattr(error, "data", {})
    headers = dict(error.get_headers()) | (data.get("headers") or {})
    errors = list(error_items(data.get("messages", {})))
    type_and_detail, message = data.get("type_and_detail"), data.get("message", "")
    return problem(error.code or 500, headers, errors, type_and_detail, message)


def database_problem(error: SQLAlchemyError) -> ResponseReturnValue:
    """503 where the database is away, busy, read-only or not migrated, 500 for all else.

    The log gets no more than the primary message: the server's DETAIL may hold an email or a hash.
    """
    cause = getattr(error, "orig", None)
    state = getattr(cause, "sqlstate", None)
    message = getattr(getattr(cause, "diag", None), "message_primary", None) or str(cause or error)
    logger.error("%s %s: %s", type(error).__name__, state or "-", message)
    is_away = isinstance(error, AWAY) or state in NOT_READY
    return problem(503, {"Retry-After": "1"}) if is_away else problem(500, {})


def init_app(app: Flask) -> None:
    for error in (DBAPIError, TimeoutError, StaleDataError):
        app.register_error_handler(error, database_problem)
