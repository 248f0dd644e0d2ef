"""Every error answer of the service: problem details as in RFC 9457."""

import logging
from collections.abc import Callable, Coroutine, Mapping, Sequence
from typing import Annotated, Any, NotRequired
from urllib.parse import quote

from fastapi import Request, Response
from fastapi.responses import JSONResponse
from fastapi.routing import iter_route_contexts
from pydantic import ConfigDict, Field, with_config
from sqlalchemy.exc import InterfaceError, OperationalError, TimeoutError
from starlette.exceptions import HTTPException
from typing_extensions import TypedDict

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


@with_config(ConfigDict(extra="forbid", json_schema_extra={"minProperties": 3, "maxProperties": 3}))
class ErrorItem(TypedDict):
    """One wrong member of the body, or one wrong parameter."""

    pointer: NotRequired[str]
    parameter: NotRequired[str]
    code: Annotated[str, Field(json_schema_extra={"enum": list(CODES)})]
    detail: str


class ProblemError(HTTPException):
    """Ends the request with a problem of this type."""

    def __init__(
        self, slug: str, headers: Mapping[str, str] | None = None, errors: Sequence[ErrorItem] = ()
    ) -> None:
        status, detail = TYPES[slug]
        super().__init__(status, detail, headers)
        self.slug = slug
        self.errors = errors


def wrong_member(code: str, *path: str) -> ErrorItem:
    """An error at a member of the body, or at the body itself."""
    names = (name[:MAX_NAME].replace("~", "~0").replace("/", "~1") for name in path)
    pointer = "/".join(["#", *(quote(name, safe="", errors="replace") for name in names)])
    return {"pointer": pointer, "code": code, "detail": CODES[code]}


def wrong_parameter(code: str, name: str) -> ErrorItem:
    """An error at a parameter of the query string."""
    return {"parameter": name[:MAX_NAME], "code": code, "detail": CODES[code]}


def problem(
    slug: str, headers: Mapping[str, str] | None = None, errors: Sequence[ErrorItem] = ()
) -> JSONResponse:
    """The one place that writes an error answer."""
    status, detail = TYPES[slug]
    body: dict[str, object] = {
        "type": f"urn:problem-type:{slug}",
        "title": slug.replace("-", " ").capitalize(),
        "status": status,
        "detail": detail,
    }
    if errors:
        body["errors"] = errors
    return JSONResponse(body, status, headers, media_type="application/problem+json")


async def answer_problem(_: Request, error: ProblemError) -> JSONResponse:
    """What the app itself refused."""
    return problem(error.slug, error.headers, error.errors)


async def answer_http_exception(request: Request, error: HTTPException) -> JSONResponse:
    """What the framework refused: an unknown path or method."""
    headers = {"Allow": allowed_methods(request)} if error.status_code == 405 else None
    return problem(SLUGS[error.status_code], headers)


def allowed_methods(request: Request) -> str:
    """The methods of every route with this path; the router knows those of the first alone."""
    routes = iter_route_contexts(request.app.routes)
    matching = [route for route in routes if route.path_regex.match(request.url.path)]
    methods = {method for route in matching for method in route.methods or {"GET"}}
    return ", ".join(sorted(methods | {"HEAD"} if "GET" in methods else methods))


def unavailable(error: Exception) -> ProblemError:
    """The database is away, or busy for longer than anyone should wait."""
    logger.error("The database does not answer: %s", error)
    return ProblemError("unavailable", {"Retry-After": "1"})


async def answer_database_error(request: Request, error: Exception) -> JSONResponse:
    """What the database could not do."""
    return await answer_problem(request, unavailable(error))


def answer_unexpected(error: Exception) -> JSONResponse:
    """A fault of ours; the log tells more, the answer nothing."""
    logger.error("Unexpected exception", exc_info=error)
    return problem("internal-error")


HANDLERS: dict[int | type[Exception], Callable[[Request, Any], Coroutine[Any, Any, Response]]] = {
    ProblemError: answer_problem,
    HTTPException: answer_http_exception,
    OperationalError: answer_database_error,
    InterfaceError: answer_database_error,
    TimeoutError: answer_database_error,
}
