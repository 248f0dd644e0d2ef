"""Every error response of the service: problem details (RFC 9457)."""

import logging
from collections.abc import Callable, Coroutine, Iterator, Mapping, Sequence
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from fastapi import HTTPException, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.routing import iter_route_contexts
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.orm.exc import StaleDataError
from starlette.exceptions import HTTPException as StarletteHTTPException

from app.middleware import response_headers

logger = logging.getLogger(__name__)

# PostgreSQL: the migrations have not run yet, or it takes no writes, as a standby.
NOT_READY = {"42P01", "25006"}
# StaleDataError: another program changed a row while the account it belongs to was deleted.
AWAY = (OperationalError, InterfaceError, PoolTimeoutError, TimeoutError, StaleDataError)

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

# JSON Schema keywords by pydantic's types of errors; every other one is about the type.
KEYWORDS = {
    "missing": "required",
    "string_too_short": "minLength",
    "string_too_long": "maxLength",
    "string_pattern_mismatch": "pattern",
    "value_error": "format",
    "literal_error": "enum",
    "greater_than_equal": "minimum",
    "less_than_equal": "maximum",
    "extra_forbidden": "additionalProperties",
    "cursor": "cursor",
}
# What only the database knows to be wrong.
DETAILS = {
    "unique": "This value is already taken.",
    "credentials": "This is not the current password.",
}

ErrorItem = dict[str, str]


class ProblemException(HTTPException):
    """A rejection with a type of its own, or with the members of the body that are wrong."""

    def __init__(
        self,
        status_code: int,
        headers: Mapping[str, str] | None = None,
        errors: Sequence[ErrorItem] = (),
        type_and_detail: tuple[str, str] | None = None,
    ) -> None:
        super().__init__(status_code, headers=headers)
        self.errors = errors
        self.type_and_detail = type_and_detail


def problem(
    status: int,
    headers: Mapping[str, str] | None = None,
    errors: Sequence[ErrorItem] = (),
    type_and_detail: tuple[str, str] | None = None,
    detail: str = "",
) -> JSONResponse:
    """The one place that writes an error response; a status without a type is `about:blank`."""
    phrase = HTTPStatus(status).phrase
    name, usual = type_and_detail or PROBLEM_TYPES.get(status, ("", phrase))
    body: dict[str, Any] = {
        "type": f"urn:problem-type:{name}" if name else "about:blank",
        "title": name.replace("-", " ").capitalize() or phrase,
        "status": status,
        "detail": detail or usual,
    }
    if errors:
        body["errors"] = errors
    return JSONResponse(body, status, headers, media_type="application/problem+json")


def error_items(found: Sequence[Mapping[str, Any]]) -> Iterator[ErrorItem]:
    """The wrong members or parameters, from pydantic's errors; `loc` begins with body or query."""
    for error in found:
        code = KEYWORDS.get(error["type"], "type")
        place, *path = error["loc"]
        if place == "body":
            yield wrong_member(code, error["msg"], *path)
        else:
            yield {"parameter": str(error["loc"][-1]), "code": code, "detail": error["msg"]}


def wrong_member(code: str, detail: str, *path: str | int) -> ErrorItem:
    """An error at a member of the body, or at the body itself."""
    names = (str(name).replace("~", "~0").replace("/", "~1") for name in path)
    pointer = "/".join(["#", *(quote(name, safe="", errors="replace") for name in names)])
    return {"pointer": pointer, "code": code, "detail": detail}


def wrong_members(status: int, code: str, *names: str) -> ProblemException:
    """The rejection of members of the body, for a reason of DETAILS."""
    errors = [wrong_member(code, DETAILS[code], name) for name in names]
    return ProblemException(status, errors=errors)


async def http_problem(request: Request, error: HTTPException) -> Response:
    """What was rejected by status, with the headers that belong to it."""
    headers = {"Allow": allowed_methods(request)} if error.status_code == 405 else error.headers
    if isinstance(error, ProblemException):
        return problem(error.status_code, headers, error.errors, error.type_and_detail)
    is_phrase = error.detail == HTTPStatus(error.status_code).phrase
    return problem(error.status_code, headers, detail="" if is_phrase else error.detail)


def allowed_methods(request: Request) -> str:
    """The methods of every route with this path; the router knows those of the first alone."""
    path = request.scope["path"].removeprefix(request.scope["root_path"])
    routes = iter_route_contexts(request.app.routes)
    matching = [route for route in routes if route.path_regex.match(path)]
    return ", ".join(sorted(method for route in matching for method in route.methods or ()))


async def validation_problem(_: Request, error: RequestValidationError) -> Response:
    """What pydantic rejected: 400 for a body that is not JSON, 422 for all else."""
    errors = error.errors()
    is_json = errors[0]["type"] != "json_invalid"
    return problem(422, errors=list(error_items(errors))) if is_json else problem(400)


async def database_problem(_: Request, error: Exception) -> Response:
    """503 where the database is away, busy, read-only or not migrated, 500 for all else.

    The log gets no more than the primary message: the server's DETAIL may hold an email or a hash.
    """
    cause = getattr(error, "orig", None)
    state = getattr(cause, "sqlstate", None)
    message = getattr(getattr(cause, "diag", None), "message_primary", None) or str(cause or error)
    logger.error("%s %s: %s", type(error).__name__, state or "-", message)
    is_away = isinstance(error, AWAY) or state in NOT_READY
    return problem(503, {"Retry-After": "1"}) if is_away else problem(500)


async def internal_error(request: Request, error: Exception) -> Response:
    """A fault of ours, which RequestMiddleware logs; this runs outside of all our middleware."""
    return problem(500, response_headers(request.scope))


HANDLERS: dict[int | type[Exception], Callable[[Request, Any], Coroutine[Any, Any, Response]]] = {
    StarletteHTTPException: http_problem,
    RequestValidationError: validation_problem,
    DBAPIError: database_problem,
    PoolTimeoutError: database_problem,
    TimeoutError: database_problem,
    StaleDataError: database_problem,
    Exception: internal_error,
}
