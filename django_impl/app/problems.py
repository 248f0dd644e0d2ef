"""Errors as problem details (RFC 9457): every one of them is made here."""

import logging
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any
from urllib.parse import quote

from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from rest_framework import exceptions
from rest_framework.settings import api_settings

from app.users.models import TakenError

logger = logging.getLogger(__name__)

TYPES = {
    400: "malformed-request",
    401: "unauthenticated",
    403: "forbidden",
    404: "not-found",
    405: "method-not-allowed",
    409: "conflict",
    412: "precondition-failed",
    413: "content-too-large",
    415: "unsupported-media-type",
    422: "validation-failed",
    429: "too-many-requests",
    500: "internal-error",
    503: "unavailable",
}
CODES = {
    "required": "This member is missing.",
    "type": "The value has the wrong type.",
    "minLength": "The value is too short.",
    "maxLength": "The value is too long.",
    "pattern": "The value does not have the right form.",
    "enum": "The value is not one of the choices.",
    "minimum": "The value is too small.",
    "maximum": "The value is too large.",
    "additionalProperties": "There is no such member.",
    "unique": "This value is already taken.",
    "credentials": "This is not the current password.",
    "cursor": "This is not a cursor of this list.",
    "repeated": "The parameter may be given once only.",
}
# What Django and its framework call some of them.
FRAMEWORK_CODES = {
    "null": "type",
    "invalid": "type",
    "min_length": "minLength",
    "max_length": "maxLength",
    "min_value": "minimum",
    "max_value": "maximum",
}
MOST_ERRORS = 50
LONGEST_NAME = 100


class InvalidCredentials(exceptions.APIException):
    """A refused login: AuthenticationFailed would be 403 in a view that takes no token."""

    status_code = 401
    default_detail = "The username or the password is wrong."
    default_code = "invalid-credentials"
    auth_header = "Bearer"


class InvalidQuery(exceptions.ValidationError):
    """Errors of query parameters; the framework's own class holds those of a body."""


class Conflict(exceptions.ValidationError):
    """Values that another account holds."""

    def __init__(self, fields: Iterable[str]) -> None:
        super().__init__(dict.fromkeys(fields, "Taken."), code="unique")


class PreconditionFailed(exceptions.APIException):
    status_code = 412
    default_detail = "The post was changed in the meantime."


class ContentTooLarge(exceptions.APIException):
    status_code = 413
    default_detail = "The body is larger than 1048576 bytes."


class Unavailable(exceptions.APIException):
    status_code = 503
    default_detail = "The database does not answer."
    wait = 1


def problem(
    status: int, detail: str, slug: str = "", errors: Iterable[dict[str, str]] = ()
) -> HttpResponse:
    """The answer to an error, whoever found it."""
    slug = slug or TYPES[status]
    title = slug.replace("-", " ").capitalize()
    body = {"type": f"urn:problem-type:{slug}", "title": title, "status": status, "detail": detail}
    listed = list(islice(errors, MOST_ERRORS))
    return JsonResponse(
        {**body, "errors": listed} if listed else body,
        status=status,
        content_type="application/problem+json",
    )


def exception_handler(exc: Exception, context: dict[str, Any]) -> HttpResponse | None:
    """Answer what a view raised; the unexpected goes on to Django, which logs it."""
    exc = _translated(exc)
    if isinstance(exc, Conflict):
        return problem(409, "A value is already taken.", errors=_errors(exc))
    if isinstance(exc, exceptions.ValidationError):
        return problem(422, "The request does not fit its schema.", errors=_errors(exc))
    if not isinstance(exc, exceptions.APIException):
        return None
    slug = exc.default_code if isinstance(exc, InvalidCredentials) else ""
    response = problem(exc.status_code, str(exc.detail), slug)
    if isinstance(exc, exceptions.MethodNotAllowed):
        response["Allow"] = ", ".join(context["view"].allowed_methods)
    if isinstance(exc, ContentTooLarge):
        # The rest of the body would be taken for the next request.
        response["Connection"] = "close"
    for header, attribute in (("WWW-Authenticate", "auth_header"), ("Retry-After", "wait")):
        if value := getattr(exc, attribute, None):
            response[header] = str(value)
    return response


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return problem(400, "The request is malformed, or this host is not served here.")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return problem(404, "There is nothing at this address.")


def server_error(request: HttpRequest) -> HttpResponse:
    return problem(500, "Something went wrong on our side.")


def _translated(exc: Exception) -> Exception:
    if isinstance(exc, Http404):
        return exceptions.NotFound("There is nothing at this address.")
    if isinstance(exc, TakenError):
        return Conflict(exc.fields)
    if isinstance(exc, OperationalError | InterfaceError):
        logger.error("the database does not answer: %s", exc)
        return Unavailable()
    return exc


def _errors(exc: exceptions.ValidationError) -> Iterator[dict[str, str]]:
    """The first error of each field."""
    details: Any = exc.get_full_details()
    for name, found in details.items():
        first = found[0] if isinstance(found, list) else found
        code = FRAMEWORK_CODES.get(first["code"], first["code"])
        if isinstance(exc, InvalidQuery):
            place = {"parameter": name[:LONGEST_NAME]}
        else:
            place = {"pointer": _pointer(name, code)}
        yield {**place, "code": code, "detail": CODES[code]}


def _pointer(name: str, code: str) -> str:
    """A JSON pointer in the form of a URI fragment; `#` is the whole body."""
    if name == api_settings.NON_FIELD_ERRORS_KEY and code == "type":
        return "#"
    escaped = name[:LONGEST_NAME].replace("~", "~0").replace("/", "~1")
    return f"#/{quote(escaped, safe='', errors='replace')}"
