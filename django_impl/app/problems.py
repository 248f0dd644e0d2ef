"""Error responses: problem details (RFC 9457)."""

import logging
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from django.core.exceptions import RequestDataTooBig
from django.core.exceptions import ValidationError as ModelValidationError
from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpRequest, JsonResponse
from rest_framework import exceptions, views
from rest_framework.settings import api_settings

logger = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"
# Any other status is `about:blank` with the reason phrase.
TYPES = {
    400: ("malformed-request", "The request is not well-formed."),
    401: ("unauthenticated", "A valid token is required."),
    403: ("forbidden", "You may not do this."),
    404: ("not-found", "There is nothing at this address."),
    405: ("method-not-allowed", "This address does not take this method."),
    409: ("conflict", "A value is already taken."),
    412: ("precondition-failed", "It was changed in the meantime."),
    413: ("content-too-large", "The body is too large."),
    415: ("unsupported-media-type", "The body must be declared as application/json."),
    422: ("validation-failed", "The request does not fit its schema."),
    429: ("too-many-requests", "There were too many requests."),
    500: ("internal-error", "Something went wrong on our side."),
    503: ("unavailable", "The database does not respond."),
}
CODES = {
    "required": "This member is required.",
    "type": "The value has the wrong type.",
    "format": "The value is not valid.",
    "minLength": "The value is too short.",
    "maxLength": "The value is too long.",
    "pattern": "The value has characters that are not allowed, or none that count.",
    "enum": "The value is not one of the choices.",
    "minimum": "The value is too small.",
    "maximum": "The value is too large.",
    "additionalProperties": "There is no member of this name.",
    "unique": "This value is already taken.",
    "credentials": "This is not the current password.",
    "cursor": "This is not a cursor of a page.",
}
# Django's names of these codes.
DJANGO_CODES = {
    "null": "type",
    "invalid": "format",
    "blank": "minLength",
    "min_length": "minLength",
    "max_length": "maxLength",
    "null_characters_not_allowed": "pattern",
    "surrogate_characters_not_allowed": "pattern",
    "invalid_choice": "enum",
    "min_value": "minimum",
    "max_value": "maximum",
    "max_string_length": "maximum",
}


class InvalidQuery(exceptions.ValidationError):
    """Wrong query parameters."""


class InvalidCredentials(exceptions.APIException):
    """A rejected login: an AuthenticationFailed would be 403 where a view takes no token."""

    status_code = 401
    slug = "invalid-credentials"
    default_detail = "The username or the password is wrong."
    auth_header = "Bearer"


class PreconditionFailed(exceptions.APIException):
    status_code = 412


class ContentTooLarge(exceptions.APIException):
    status_code = 413


class Unavailable(exceptions.APIException):
    status_code = 503
    wait = 1


def problem(status: int, slug: str = "", detail: str = "") -> dict[str, Any]:
    """The members that every problem has."""
    known_slug, known_detail = TYPES.get(status, ("", ""))
    slug = slug or known_slug
    phrase = HTTPStatus(status).phrase
    return {
        "type": f"urn:problem-type:{slug}" if slug else "about:blank",
        "title": slug.replace("-", " ").capitalize() or phrase,
        "status": status,
        "detail": detail or known_detail or phrase,
    }


def body_errors(errors: Any) -> list[dict[str, str]]:
    """The first error of each member, or of the body as a whole."""
    items = []
    for name, (first, *_) in errors.items():
        code = DJANGO_CODES.get(first.code, first.code)
        pointer = "#/" + quote(name.replace("~", "~0").replace("/", "~1"), "", errors="replace")
        # A member of this name can only be unknown.
        if name == api_settings.NON_FIELD_ERRORS_KEY and first.code in {"invalid", "null"}:
            pointer, code = "#", "type"
        items.append({"pointer": pointer, "code": code, "detail": CODES.get(code, str(first))})
    return items


def query_errors(errors: Any) -> list[dict[str, str]]:
    """The first error of each parameter."""
    codes = {**DJANGO_CODES, "invalid": "type"}
    items = [(name, codes.get(first.code, first.code)) for name, (first, *_) in errors.items()]
    return [{"parameter": name, "code": c, "detail": CODES.get(c, c)} for name, c in items]


def is_unavailable(exc: Exception) -> bool:
    """Whether the connection, a lock or the tables are missing (SQLSTATE 42P01)."""
    return (
        isinstance(exc, OperationalError | InterfaceError)
        or getattr(exc.__cause__, "sqlstate", None) == "42P01"
    )


def exception_handler(exc: Exception, context: dict[str, Any]) -> JsonResponse | None:
    """DRF's own handler, with a problem as the data of the response."""
    errors: list[dict[str, str]] = []
    match exc:
        case RequestDataTooBig():
            exc = ContentTooLarge()
        case DatabaseError() | InterfaceError() if is_unavailable(exc):
            # Further lines may hold values of the row.
            logger.error("%s: %s", type(exc).__name__, str(exc).partition("\n")[0])
            exc = Unavailable()
        case ModelValidationError():
            errors = body_errors(exc.error_dict)
            exc = exceptions.APIException()
            exc.status_code = 409
        case InvalidQuery():
            errors = query_errors(exc.detail)
            exc.status_code = 422
        case exceptions.ValidationError():
            errors = body_errors(exc.detail)
            exc.status_code = 422
    response = views.exception_handler(exc, context)
    if response is None:
        return None
    slug = getattr(exc, "slug", "")
    data = problem(response.status_code, slug, str(getattr(exc, "detail", "")) if slug else "")
    if errors:
        data["errors"] = errors
    result = JsonResponse(data, status=response.status_code)
    for name, value in response.items():
        result[name] = value
    result["Content-Type"] = MEDIA_TYPE
    return result


def bad_request(request: HttpRequest, exception: Exception) -> JsonResponse:
    return JsonResponse(problem(400), status=400, content_type=MEDIA_TYPE)


def not_found(request: HttpRequest, exception: Exception) -> JsonResponse:
    return JsonResponse(problem(404), status=404, content_type=MEDIA_TYPE)


def internal_error(request: HttpRequest) -> JsonResponse:
    return JsonResponse(problem(500), status=500, content_type=MEDIA_TYPE)
