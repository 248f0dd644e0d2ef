"""Errors as problem details (RFC 9457): every one of them is made here."""

import logging
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any
from urllib.parse import quote

from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError, ProgrammingError
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

# A body that is too large is not read to its end, which would be taken for the next request.
HEADERS = {"content-too-large": {"Connection": "close"}, "unavailable": {"Retry-After": "1"}}


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


def problem(slug: str, errors: Iterable[dict[str, str]] = ()) -> HttpResponse:
    """The one place that writes an error answer."""
    status, detail = TYPES[slug]
    title = slug.replace("-", " ").capitalize()
    body: dict[str, Any] = {"type": f"urn:problem-type:{slug}", "title": title}
    body |= {"status": status, "detail": detail}
    if errors:
        body["errors"] = list(islice(errors, MAX_ERRORS))
    return JsonResponse(
        body, status=status, content_type="application/problem+json", headers=HEADERS.get(slug)
    )


def wrong(place: dict[str, str], code: str) -> dict[str, str]:
    return {**place, "code": code, "detail": CODES[code]}


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
            return problem("conflict", [wrong(_pointer(name), "unique") for name in exc.fields])
        case exceptions.ValidationError():
            return problem("validation-failed", _errors(exc))
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


def _errors(exc: exceptions.ValidationError) -> Iterator[dict[str, str]]:
    """The first error of each field."""
    details: Any = exc.get_full_details()
    for name, found in details.items():
        first = found[0] if isinstance(found, list) else found
        code = FRAMEWORK_CODES.get(first["code"], first["code"])
        if isinstance(exc, InvalidQuery):
            yield wrong({"parameter": name[:MAX_NAME]}, code)
        elif name == api_settings.NON_FIELD_ERRORS_KEY and code == "type":
            yield wrong({"pointer": "#"}, code)
        else:
            yield wrong(_pointer(name), code)


def _pointer(name: str) -> dict[str, str]:
    """A JSON pointer to a member, in the form of a URI fragment."""
    escaped = name[:MAX_NAME].replace("~", "~0").replace("/", "~1")
    return {"pointer": f"#/{quote(escaped, safe='', errors='replace')}"}
