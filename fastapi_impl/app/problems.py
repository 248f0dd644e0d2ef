"""Every error answer is made here, as a problem (RFC 9457)."""

import logging
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Annotated

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.routing import iter_route_contexts
from pydantic import BaseModel, Field
from sqlalchemy.exc import InterfaceError, OperationalError, TimeoutError
from starlette.exceptions import HTTPException

from app.validation import MAX_ERRORS, ErrorItem, list_errors

logger = logging.getLogger(__name__)


class ProblemType(StrEnum):
    """The types, each with its status; the first of a status stands for it."""

    MALFORMED_REQUEST = "malformed-request", 400
    UNAUTHENTICATED = "unauthenticated", 401
    INVALID_CREDENTIALS = "invalid-credentials", 401
    FORBIDDEN = "forbidden", 403
    NOT_FOUND = "not-found", 404
    METHOD_NOT_ALLOWED = "method-not-allowed", 405
    CONFLICT = "conflict", 409
    PRECONDITION_FAILED = "precondition-failed", 412
    CONTENT_TOO_LARGE = "content-too-large", 413
    UNSUPPORTED_MEDIA_TYPE = "unsupported-media-type", 415
    VALIDATION_FAILED = "validation-failed", 422
    TOO_MANY_REQUESTS = "too-many-requests", 429
    INTERNAL_ERROR = "internal-error", 500
    UNAVAILABLE = "unavailable", 503

    status: int
    words: str

    def __new__(cls, slug: str, status: int) -> "ProblemType":
        member = str.__new__(cls, f"urn:problem-type:{slug}")
        member._value_ = str(member)
        member.status = status
        member.words = slug.replace("-", " ").capitalize()
        return member


class Problem(BaseModel, extra="forbid"):
    """The body of an error answer."""

    type: ProblemType
    title: str
    status: int
    detail: str


class ProblemWithErrors(Problem):
    """The body of an error answer that lists what is wrong."""

    errors: Annotated[list[ErrorItem], Field(min_length=1, max_length=MAX_ERRORS)]


class ProblemError(HTTPException):
    """Ends the request with a problem."""

    def __init__(
        self,
        kind: ProblemType,
        detail: str,
        headers: Mapping[str, str] | None = None,
        errors: Sequence[ErrorItem] = (),
    ) -> None:
        super().__init__(kind.status, detail, headers)
        self.kind = kind
        self.errors = errors


def problem(
    kind: ProblemType,
    detail: str,
    headers: Mapping[str, str] | None = None,
    errors: Sequence[ErrorItem] = (),
) -> JSONResponse:
    """The answer."""
    body = {"type": kind, "title": kind.words, "status": kind.status, "detail": detail}
    if errors:
        body["errors"] = errors
    return JSONResponse(body, kind.status, headers, media_type="application/problem+json")


async def answer_problem(_: Request, error: ProblemError) -> JSONResponse:
    """What the app itself refused."""
    return problem(error.kind, error.detail, error.headers, error.errors)


async def answer_http_exception(request: Request, error: HTTPException) -> JSONResponse:
    """What the router refused: an unknown path or method."""
    if error.status_code == ProblemType.METHOD_NOT_ALLOWED.status:
        detail = f"This address does not take the method {request.method}."
        headers = {"Allow": allowed_methods(request)}
        return problem(ProblemType.METHOD_NOT_ALLOWED, detail, headers)
    return await answer_problem(request, not_found())


async def answer_validation_error(_: Request, error: RequestValidationError) -> JSONResponse:
    """What pydantic refused."""
    detail = "The request does not fit its schema."
    return problem(ProblemType.VALIDATION_FAILED, detail, errors=list_errors(error))


def not_found() -> ProblemError:
    """Nothing is there, or nothing that the caller may see."""
    return ProblemError(ProblemType.NOT_FOUND, "There is nothing at this address.")


def database_unavailable(error: Exception) -> ProblemError:
    """The database is away, or busy for longer than anyone should wait."""
    logger.error("The database does not answer: %s", error)
    detail = "The database does not answer."
    return ProblemError(ProblemType.UNAVAILABLE, detail, {"Retry-After": "1"})


async def answer_database_error(request: Request, error: Exception) -> JSONResponse:
    """What the database could not do."""
    return await answer_problem(request, database_unavailable(error))


def answer_unexpected(error: Exception) -> JSONResponse:
    """A fault of ours; the log tells more, the answer nothing."""
    logger.error("Unexpected: %r", error, exc_info=error)
    return problem(ProblemType.INTERNAL_ERROR, "Something went wrong on our side.")


def allowed_methods(request: Request) -> str:
    """The methods of every route with this path; the router knows those of the first alone."""
    routes = iter_route_contexts(request.app.routes)
    matching = [route for route in routes if route.path_regex.match(request.url.path)]
    methods = {method for route in matching for method in route.methods or {"GET"}}
    return ", ".join(sorted(methods | {"HEAD"} if "GET" in methods else methods))


def register_problems(app: FastAPI) -> None:
    """Let these answer for what is raised."""
    app.exception_handlers |= {
        ProblemError: answer_problem,
        HTTPException: answer_http_exception,
        RequestValidationError: answer_validation_error,
        OperationalError: answer_database_error,
        InterfaceError: answer_database_error,
        TimeoutError: answer_database_error,
    }
