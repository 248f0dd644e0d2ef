"""Every error response of the service: problem details (RFC 9457)."""

import logging
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from flask import Flask
from flask.typing import ResponseReturnValue
from marshmallow import Schema, fields
from marshmallow.validate import Length, OneOf
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException, InternalServerError, ServiceUnavailable

from app.schemas import ResponseSchema

logger = logging.getLogger(__name__)

# By status: the name of the type, and what happened; `message=` of `abort` says it in other words.
PROBLEM_TYPES = {
    400: ("malformed-request", "The request is not well-formed."),
    401: ("unauthenticated", "A token is required, and one that works."),
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

CODES = {
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
    "cursor": "This is not a cursor of a page.",
}


class ProblemSchema(ResponseSchema):
    type = fields.String()
    title = fields.String()
    status = fields.Integer()
    detail = fields.String()


class ErrorItemSchema(Schema):
    pointer = fields.String()
    parameter = fields.String()
    code = fields.String(required=True, validate=OneOf(CODES))
    detail = fields.String(required=True)


class ProblemWithErrorsSchema(ProblemSchema):
    errors = fields.List(fields.Nested(ErrorItemSchema), validate=Length(1))


def problem_response(error: HTTPException) -> ResponseReturnValue:
    """The response to an error; keywords given to `flask_smorest.abort` stand in its `data`."""
    status, data = error.code or 500, getattr(error, "data", {})
    slug, detail = PROBLEM_TYPES.get(status, ("", error.description))
    slug = data.get("type", slug)
    body = {
        "type": f"urn:problem-type:{slug}" if slug else "about:blank",
        "title": slug.replace("-", " ").capitalize() or error.name,
        "status": status,
        "detail": data.get("message", detail),
    }
    if "messages" in data:
        body["errors"] = [error_item(*found) for found in find_codes(data["messages"])]
    headers = dict(error.get_headers()) | (data.get("headers") or {})
    return body, status, headers | {"Content-Type": "application/problem+json"}


def find_codes(messages: Any, *path: str) -> Iterator[tuple[str, list[str]]]:
    """The first message of each wrong field, and the path to it."""
    if isinstance(messages, dict):
        for name, inner in messages.items():
            yield from find_codes(inner, *path, str(name))
    else:
        yield messages[0], [name for name in path if name != "_schema"]


def error_item(code: str, path: list[str]) -> dict[str, str]:
    """One wrong parameter, or one wrong member with a JSON pointer to it (RFC 6901)."""
    location, *names = path
    detail = CODES.get(code, code)
    if location == "query":
        return {"parameter": names[0], "code": code, "detail": detail}
    escaped = (name.replace("~", "~0").replace("/", "~1") for name in names)
    pointer = "/".join(["#", *(quote(name, safe="", errors="replace") for name in escaped)])
    return {"pointer": pointer, "code": code, "detail": detail}


def database_error(error: SQLAlchemyError) -> ResponseReturnValue:
    """503 while the database is away, busy or without its tables.

    The driver's own text may hold values of a row: only its first line, without DETAIL, is logged.
    """
    cause = getattr(error, "orig", None) or error
    sqlstate = getattr(cause, "sqlstate", None)
    message = getattr(getattr(cause, "diag", None), "message_primary", None) or cause
    logger.error("%s %s: %s", type(cause).__name__, sqlstate or "-", message)
    away = isinstance(error, (OperationalError, InterfaceError, PoolTimeout))
    if away or sqlstate == "42P01":  # undefined_table: the migrations have not run yet
        return problem_response(ServiceUnavailable(retry_after=1))
    return problem_response(InternalServerError())


def stale_data(error: StaleDataError) -> ResponseReturnValue:
    """503 where another program changed a row while the account it belongs to was deleted."""
    return problem_response(ServiceUnavailable(retry_after=1))


def init_app(app: Flask) -> None:
    app.register_error_handler(StaleDataError, stale_data)
    app.register_error_handler(DBAPIError, database_error)
    app.register_error_handler(PoolTimeout, database_error)
