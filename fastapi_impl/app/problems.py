"""Every error response of the service: problem details (RFC 9457)."""

import logging
from collections.abc import Callable, Coroutine, Mapping
from http import HTTPStatus
from typing import Any, NotRequired
from urllib.parse import quote

from fastapi import HTTPException, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.routing import iter_route_contexts
from pydantic import ConfigDict, with_config
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError, TimeoutError
from sqlalchemy.orm.exc import StaleDataError
from starlette.exceptions import HTTPException as StarletteHTTPException
from typing_extensions import TypedDict

from app.fields import ResponseModel
from app.middleware import response_headers

logger = logging.getLogger(__name__)

RETRY_AFTER = {"Retry-After": "1"}
UNDEFINED_TABLE = "42P01"  # PostgreSQL: the migrations have not run yet

# By status: the name of the type, and what happened.
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


class Problem(ResponseModel):
    """An error response."""

    type: str
    title: str
    status: int
    detail: str


@with_config(ConfigDict(extra="forbid"))
class ErrorItem(TypedDict):
    """A wrong member of the body (a JSON pointer, RFC 6901) or a wrong parameter."""

    pointer: NotRequired[str]
    parameter: NotRequired[str]
    code: str
    detail: str


class ProblemWithErrors(Problem):
    """An error response with a list of what is wrong."""

    errors: list[ErrorItem]


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The error responses of an endpoint or router, for the OpenAPI schema."""
    models = {409: ProblemWithErrors, 422: ProblemWithErrors}
    return {
        status: {"model": models.get(status, Problem), "description": PROBLEM_TYPES[status][1]}
        for status in statuses
    }


def problem(status: int, headers: Mapping[str, str] | None = None, **members: Any) -> JSONResponse:
    """The one place that writes an error response; a status without a type is `about:blank`."""
    phrase = HTTPStatus(status).phrase
    name, detail = PROBLEM_TYPES.get(status, ("", phrase))
    body = {
        "type": f"urn:problem-type:{name}" if name else "about:blank",
        "title": name.replace("-", " ").capitalize() or phrase,
        "status": status,
        "detail": detail,
    }
    return JSONResponse(body | members, status, headers, media_type="application/problem+json")


def error_item(found: Mapping[str, Any]) -> ErrorItem:
    """The item for one of pydantic's errors, whose `loc` begins with body or query."""
    code = KEYWORDS.get(found["type"], "type")
    place, *path = found["loc"]
    if place == "body":
        return wrong_member(code, found["msg"], *path)
    return {"parameter": path[-1], "code": code, "detail": found["msg"]}


def wrong_member(code: str, detail: str, *path: str) -> ErrorItem:
    """An error at a member of the body, or at the body itself."""
    names = (name.replace("~", "~0").replace("/", "~1") for name in path)
    pointer = "/".join(["#", *(quote(name, safe="", errors="replace") for name in names)])
    return {"pointer": pointer, "code": code, "detail": detail}


class ProblemException(HTTPException):
    """A rejection that gives members of the problem, such as `errors`."""

    def __init__(
        self, status_code: int, headers: Mapping[str, str] | None = None, **members: Any
    ) -> None:
        super().__init__(status_code, headers=headers)
        self.members = members


def invalid_credentials(challenge: Mapping[str, str]) -> ProblemException:
    """The rejection of a login."""
    return ProblemException(
        401,
        challenge,
        type="urn:problem-type:invalid-credentials",
        title="Invalid credentials",
        detail="The username or the password is wrong.",
    )


def wrong_members(status: int, code: str, detail: str, *names: str) -> ProblemException:
    """The rejection of what only the database knows to be wrong with these members of the body."""
    return ProblemException(status, errors=[wrong_member(code, detail, name) for name in names])


async def handle_http_exception(request: Request, error: HTTPException) -> Response:
    """What was rejected by status, with its detail where that says more than the status."""
    status = error.status_code
    headers = {"Allow": allowed_methods(request)} if status == 405 else error.headers
    members = {} if error.detail == HTTPStatus(status).phrase else {"detail": error.detail}
    return problem(status, headers, **members | getattr(error, "members", {}))


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
