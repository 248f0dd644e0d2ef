"""Every error response of the service: problem details (RFC 9457)."""

import logging
from collections.abc import Callable, Coroutine, Mapping
from http import HTTPStatus
from typing import Any, cast

from fastapi import HTTPException, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.routing import iter_route_contexts
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError, TimeoutError
from sqlalchemy.orm.exc import StaleDataError
from starlette.exceptions import HTTPException as StarletteHTTPException

from app.fields import ResponseModel
from app.http.middleware import response_headers
from app.http.validation import ErrorItem, error_item

logger = logging.getLogger(__name__)

RETRY_AFTER = {"Retry-After": "1"}
UNDEFINED_TABLE = "42P01"  # PostgreSQL: the migrations have not run yet

# By status: the name of the type, and what happened.
TYPES = {
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


class Problem(ResponseModel):
    """An error response."""

    type: str
    title: str
    status: int
    detail: str


class ProblemWithErrors(Problem):
    """An error response with a list of what is wrong."""

    errors: list[ErrorItem]


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The error responses of an endpoint or router, for the OpenAPI schema."""
    models = {409: ProblemWithErrors, 422: ProblemWithErrors}
    return {
        status: {"model": models.get(status, Problem), "description": TYPES[status][1]}
        for status in statuses
    }


def problem(status: int, headers: Mapping[str, str] | None = None, **members: Any) -> JSONResponse:
    """The one place that writes an error response; a status without a type is `about:blank`."""
    phrase = HTTPStatus(status).phrase
    name, detail = TYPES.get(status, ("", phrase))
    body = {
        "type": f"urn:problem-type:{name}" if name else "about:blank",
        "title": name.replace("-", " ").capitalize() or phrase,
        "status": status,
        "detail": detail,
    }
    return JSONResponse(body | members, status, headers, media_type="application/problem+json")


async def handle_http_exception(request: Request, error: HTTPException) -> Response:
    """What was rejected by status; a `detail` is the text to show, or members of the problem."""
    status, members = error.status_code, cast(Any, error.detail)
    headers = {"Allow": allowed_methods(request)} if status == 405 else error.headers
    if isinstance(members, str):
        members = {} if members == HTTPStatus(status).phrase else {"detail": members}
    return problem(status, headers, **members)


def allowed_methods(request: Request) -> str:
    """The methods of every route with this path; the router knows those of the first alone."""
    path = request.scope["path"].removeprefix(request.scope["root_path"])
    routes = iter_route_contexts(request.app.routes)
    matching = [route for route in routes if route.path_regex.match(path)]
    return ", ".join(sorted(method for route in matching for method in route.methods or ()))


async def handle_validation_error(_: Request, error: RequestValidationError) -> Response:
    """What pydantic rejected: 400 for a body that is not JSON, 422 for all else."""
    errors = error.errors()
    if errors[0]["type"] == "json_invalid":
        return problem(400)
    return problem(422, errors=[error_item(found) for found in errors])


async def handle_stale_data(_: Request, error: StaleDataError) -> Response:
    """503 where another program changed a row while the account it belongs to was deleted."""
    return problem(503, RETRY_AFTER)


async def handle_database_error(_: Request, error: Exception) -> Response:
    """503 where the database is away, busy or not migrated, 500 for all else.

    The log gets no more than the primary message: the server's DETAIL may hold an email or a hash.
    """
    cause = getattr(error, "orig", None)
    diagnostics = getattr(cause, "diag", None)
    state = getattr(cause, "sqlstate", None)
    message = getattr(diagnostics, "message_primary", None) or str(cause or error)
    logger.error("%s %s: %s", type(error).__name__, state or "-", message)
    is_away = isinstance(error, OperationalError | InterfaceError | TimeoutError)
    return problem(503, RETRY_AFTER) if is_away or state == UNDEFINED_TABLE else problem(500)


async def handle_unexpected(request: Request, error: Exception) -> Response:
    """A fault of ours, which the server logs; it is handled outside of all other middleware."""
    return problem(500, response_headers(request.scope))


HANDLERS: dict[int | type[Exception], Callable[[Request, Any], Coroutine[Any, Any, Response]]] = {
    StarletteHTTPException: handle_http_exception,
    RequestValidationError: handle_validation_error,
    StaleDataError: handle_stale_data,
    DBAPIError: handle_database_error,
    TimeoutError: handle_database_error,
    Exception: handle_unexpected,
}
