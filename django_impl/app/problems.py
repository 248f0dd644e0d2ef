"""Every error response of the service: problem details (RFC 9457)."""

import logging
from collections.abc import Callable, Iterator, Sequence
from http.client import responses
from typing import Any
from urllib.parse import quote

from django.core.exceptions import PermissionDenied, RequestDataTooBig, ValidationError
from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from rest_framework import exceptions
from rest_framework.settings import api_settings

logger = logging.getLogger(__name__)

# PostgreSQL: the migrations have not run yet, or it takes no writes, as a standby.
NOT_READY = {"42P01", "25006"}

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

# JSON Schema keywords by DRF's codes; the codes of our own fields and validators are keywords.
KEYWORDS = {
    "null": "type",
    "invalid": "type",
    "blank": "minLength",
    "min_length": "minLength",
    "max_length": "maxLength",
    "min_value": "minimum",
    "max_value": "maximum",
    "max_string_length": "type",
    "invalid_choice": "enum",
    "null_characters_not_allowed": "pattern",
    "surrogate_characters_not_allowed": "pattern",
}

ErrorItem = dict[str, str]


class InvalidCredentials(exceptions.APIException):
    """A failed login; DRF makes a 403 of AuthenticationFailed in a view that takes no token."""

    status_code = 401
    type_and_detail = INVALID_CREDENTIALS
    auth_header = "Bearer"


class WrongPassword(exceptions.ValidationError):
    """A change of the account that the current password does not confirm."""

    def __init__(self) -> None:
        detail = exceptions.ErrorDetail("This is not the current password.", "credentials")
        super().__init__({"current_password": [detail]})


class InvalidQuery(exceptions.ValidationError):
    """Query parameters are wrong; DRF's own class stands for members of the body."""


def problem(
    status: int,
    errors: Sequence[ErrorItem] = (),
    type_and_detail: tuple[str, str] | None = None,
    detail: str = "",
) -> HttpResponse:
    """The one place that writes an error response; a status without a type is `about:blank`."""
    phrase = responses.get(status, "Unknown error")
    name, usual = type_and_detail or PROBLEM_TYPES.get(status, ("", phrase))
    body: dict[str, Any] = {
        "type": f"urn:problem-type:{name}" if name else "about:blank",
        "title": name.replace("-", " ").capitalize() or phrase,
        "status": status,
        "detail": detail or usual,
    }
    if errors:
        body["errors"] = errors
    return JsonResponse(body, status=status, content_type="application/problem+json")


def error_items(detail: Any, *path: str, in_query: bool = False) -> Iterator[ErrorItem]:
    """The first error of each wrong member or parameter."""
    match detail:
        case dict():
            for name, inner in detail.items():
                yield from error_items(inner, *path, str(name), in_query=in_query)
        case [exceptions.ErrorDetail() as first, *_]:
            code = KEYWORDS.get(str(first.code), str(first.code))
            if in_query:
                yield {"parameter": path[0], "code": code, "detail": str(first)}
            else:
                is_whole = path[-1:] == (api_settings.NON_FIELD_ERRORS_KEY,) and code == "type"
                yield wrong_member(code, str(first), *(path[:-1] if is_whole else path))
        case list():
            for index, inner in enumerate(detail):
                yield from error_items(inner, *path, str(index), in_query=in_query)


def wrong_member(code: str, detail: str, *path: str) -> ErrorItem:
    """An error at a member of the body, or at the body itself."""
    names = (name.replace("~", "~0").replace("/", "~1") for name in path)
    pointer = "/".join(["#", *(quote(name, safe="", errors="replace") for name in names)])
    return {"pointer": pointer, "code": code, "detail": detail}


def http_problem(error: exceptions.APIException) -> HttpResponse:
    """What DRF or a view rejected by status, with the headers that belong to it."""
    detail = "" if error.detail == error.default_detail else str(error.detail)
    response = problem(error.status_code, (), getattr(error, "type_and_detail", None), detail)
    if challenge := getattr(error, "auth_header", None):
        response["WWW-Authenticate"] = challenge
    if wait := getattr(error, "wait", None):
        response["Retry-After"] = str(int(wait))
    return response


def database_problem(error: Exception) -> HttpResponse:
    """503 where the database is away, busy, read-only or not migrated, 500 for all else.

    The log gets no more than the primary message: the server's DETAIL may hold an email or a hash.
    """
    cause = error.__cause__
    state = getattr(cause, "sqlstate", None)
    message = getattr(getattr(cause, "diag", None), "message_primary", None) or str(error)
    logger.error("%s %s: %s", type(error).__name__, state or "-", message)
    is_away = isinstance(error, (OperationalError, InterfaceError)) or state in NOT_READY
    response = problem(503 if is_away else 500)
    if is_away:
        response["Retry-After"] = "1"
    return response


def exception_handler(error: Exception, context: dict[str, Any]) -> HttpResponse | None:
    """The response to what a view raised; the unexpected goes on to Django, which logs it."""
    match error:
        case Http404():
            return problem(404)
        case PermissionDenied():
            return problem(403)
        case RequestDataTooBig():
            return problem(413)
        case DatabaseError() | InterfaceError():
            return database_problem(error)
        case ValidationError():  # of `validate_constraints`, when a row is saved
            taken = error.message_dict.items()
            return problem(409, [wrong_member("unique", text, name) for name, [text] in taken])
        case exceptions.ValidationError():
            in_query = isinstance(error, InvalidQuery)
            return problem(422, list(error_items(error.detail, in_query=in_query)))
        case exceptions.APIException():
            return http_problem(error)
    return None


def handler(status: int) -> Callable[..., HttpResponse]:
    """Django's `handler400` and the like, for what fails outside of DRF."""

    def handle(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
        return problem(status)

    return handle
