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
# What Django and its framework call some of them.
FRAMEWORK_CODES = {
    "null": "type",
    "invalid": "type",
    "min_length": "minLength",
    "max_length": "maxLength",
    "min_value": "minimum",
    "max_value": "maximum",
}

MAX_ERRORS = 50
MAX_NAME = 100


class InvalidCredentials(exceptions.APIException):
    """A refused login: AuthenticationFailed would be 403 in a view that takes no token."""

    status_code = 401
    slug = "invalid-credentials"
    auth_header = "Bearer"


class Conflict(exceptions.ValidationError):
    """Values that must be unique and are not."""

    status_code = 409


class PreconditionFailed(exceptions.APIException):
    status_code = 412


class ContentTooLarge(exceptions.APIException):
    status_code = 413


class InvalidQuery(exceptions.ValidationError):
    """Wrong parameters; the framework's own class stands for wrong members."""


class Unavailable(exceptions.APIException):
    status_code = 503
    wait = 1


def problem(slug: str, errors: Iterable[dict[str, str]] = ()) -> HttpResponse:
    """The one place that writes an error answer."""
    status, detail = TYPES[slug]
    title = slug.replace("-", " ").capitalize()
    body = {"type": f"urn:problem-type:{slug}", "title": title, "status": status, "detail": detail}
    listed = {"errors": list(islice(errors, MAX_ERRORS))} if errors else {}
    return JsonResponse(body | listed, status=status, content_type="application/problem+json")


def exception_handler(exc: Exception, context: dict[str, Any]) -> HttpResponse | None:
    """Answer what a view raised; the unexpected goes on to Django, which logs it."""
    exc = _translated(exc)
    if isinstance(exc, exceptions.ValidationError):
        is_conflict = isinstance(exc, Conflict)
        return problem("conflict" if is_conflict else "validation-failed", _errors(exc))
    if not isinstance(exc, exceptions.APIException):
        return None
    answer = problem(getattr(exc, "slug", SLUGS[exc.status_code]))
    for header, attribute in (("WWW-Authenticate", "auth_header"), ("Retry-After", "wait")):
        if value := getattr(exc, attribute, None):
            answer[header] = str(value)
    if isinstance(exc, exceptions.MethodNotAllowed):
        answer["Allow"] = ", ".join(context["view"].allowed_methods)
    if isinstance(exc, ContentTooLarge):
        # The rest of the body would be taken for the next request.
        answer["Connection"] = "close"
    return answer


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return problem("malformed-request")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return problem("not-found")


def internal_error(request: HttpRequest) -> HttpResponse:
    return problem("internal-error")


def _translated(exc: Exception) -> Exception:
    if isinstance(exc, Http404):
        return exceptions.NotFound()
    if isinstance(exc, TakenError):
        return Conflict(dict.fromkeys(exc.fields, ""), code="unique")
    if isinstance(exc, OperationalError | InterfaceError):
        logger.error("The database does not answer: %s", exc)
        return Unavailable()
    return exc


def _errors(exc: exceptions.ValidationError) -> Iterator[dict[str, str]]:
    """The first error of each field."""
    details: Any = exc.get_full_details()
    for name, found in details.items():
        first = found[0] if isinstance(found, list) else found
        code = FRAMEWORK_CODES.get(first["code"], first["code"])
        is_query = isinstance(exc, InvalidQuery)
        place = {"parameter": name[:MAX_NAME]} if is_query else {"pointer": _pointer(name, code)}
        yield {**place, "code": code, "detail": CODES[code]}


def _pointer(name: str, code: str) -> str:
    """A JSON pointer in the form of a URI fragment; `#` is the whole body."""
    if name == api_settings.NON_FIELD_ERRORS_KEY and code == "type":
        return "#"
    escaped = name[:MAX_NAME].replace("~", "~0").replace("/", "~1")
    return f"#/{quote(escaped, safe='', errors='replace')}"
