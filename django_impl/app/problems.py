"""Every error answer of the service: problem details as in RFC 9457."""

import logging
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError, ProgrammingError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from rest_framework import exceptions

from app.users.models import TakenError
from app.validation import first_errors

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

# A body that is too large is not read to its end, which would be taken for the next request.
HEADERS = {"content-too-large": {"Connection": "close"}, "unavailable": {"Retry-After": "1"}}

ErrorItem = dict[str, str]


class InvalidCredentials(exceptions.APIException):
    """A refused login: AuthenticationFailed would be 403 in a view that takes no token."""

    status_code = 401
    slug = "invalid-credentials"
    auth_header = "Bearer"


class PreconditionFailed(exceptions.APIException):
    """The entity-tag is another one by now."""

    status_code = 412


class InvalidQuery(exceptions.ValidationError):
    """Wrong parameters; the framework's own class stands for wrong members."""


def wrong_member(code: str, *path: str) -> ErrorItem:
    """An error at a member of the body, or at the body itself."""
    names = (name[:MAX_NAME].replace("~", "~0").replace("/", "~1") for name in path)
    pointer = "/".join(["#", *(quote(name, safe="", errors="replace") for name in names)])
    return {"pointer": pointer, "code": code, "detail": CODES[code]}


def wrong_parameter(code: str, name: str) -> ErrorItem:
    """An error at a parameter of the query string."""
    return {"parameter": name[:MAX_NAME], "code": code, "detail": CODES[code]}


def problem(slug: str, errors: Sequence[ErrorItem] = ()) -> HttpResponse:
    """The one place that writes an error answer."""
    status, detail = TYPES[slug]
    body: dict[str, Any] = {
        "type": f"urn:problem-type:{slug}",
        "title": slug.replace("-", " ").capitalize(),
        "status": status,
        "detail": detail,
    }
    if errors:
        body["errors"] = errors[:MAX_ERRORS]
    return JsonResponse(
        body, status=status, content_type="application/problem+json", headers=HEADERS.get(slug)
    )


def exception_handler(exc: Exception, context: dict[str, Any]) -> HttpResponse | None:
    """Answer what a view raised; the unexpected goes on to Django, which logs it."""
    match exc:
        case Http404():
            return problem("not-found")
        case RequestDataTooBig():
            return problem("content-too-large")
        # The last is PostgreSQL's word for tables that are not there yet.
        case OperationalError() | InterfaceError() | ProgrammingError():
            logger.error("The database does not answer: %s", exc)
            return problem("unavailable")
        case TakenError():
            return problem("conflict", [wrong_member("unique", name) for name in exc.fields])
        case InvalidQuery():
            errors = [wrong_parameter(*error) for error in first_errors(exc)]
            return problem("validation-failed", errors)
        case exceptions.ValidationError():
            errors = [wrong_member(*error) for error in first_errors(exc)]
            return problem("validation-failed", errors)
        case exceptions.APIException():
            answer = problem(getattr(exc, "slug", SLUGS[exc.status_code]))
            if challenge := getattr(exc, "auth_header", None):
                answer["WWW-Authenticate"] = challenge
            if exc.status_code == 405:
                answer["Allow"] = ", ".join(context["view"].allowed_methods)
            return answer
    return None


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return problem("malformed-request")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return problem("not-found")


def internal_error(request: HttpRequest) -> HttpResponse:
    return problem("internal-error")
