"""Problems (E1, E3, E5)."""

import json
import urllib.parse
from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.mutation.reference_server.messages import Response
from tests.mutation.reference_server.state import JsonObject


def json_response(
    status: int, value: JsonObject, headers: Mapping[str, str] | None = None
) -> Response:
    content = json.dumps(value, ensure_ascii=False).encode()
    return Response(status, content, "application/json", list((headers or {}).items()))


PROBLEMS = {
    "malformed-request": 400,
    "unauthenticated": 401,
    "invalid-credentials": 401,
    "forbidden": 403,
    "not-found": 404,
    "method-not-allowed": 405,
    "conflict": 409,
    "precondition-failed": 412,
    "content-too-large": 413,
    "unsupported-media-type": 415,
    "validation-failed": 422,
    "too-many-requests": 429,
    "internal-error": 500,
}


@dataclass
class ProblemError(Exception):
    """An error response on its way to the client."""

    slug: str
    detail: str
    errors: list[JsonObject] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)


def title_of(slug: str) -> str:
    return slug.replace("-", " ").capitalize()


def problem_members(problem: ProblemError) -> JsonObject:
    members = {
        "type": f"urn:problem-type:{problem.slug}",
        "title": title_of(problem.slug),
        "status": PROBLEMS[problem.slug],
        "detail": problem.detail,
    }
    return {**members, "errors": problem.errors} if problem.errors else members


def problem_response(problem: ProblemError) -> Response:
    response = json_response(PROBLEMS[problem.slug], problem_members(problem), problem.headers)
    response.media_type = "application/problem+json"
    return response


def malformed(detail: str) -> ProblemError:
    return ProblemError("malformed-request", detail)


def not_found() -> ProblemError:
    return ProblemError("not-found", "There is nothing at this address.")


def invalid(errors: list[JsonObject]) -> ProblemError:
    detail = "The request does not fit its schema."
    return ProblemError("validation-failed", detail, errors)


def error(kind: str, place: str, code: str) -> JsonObject:
    return {kind: place, "code": code, "detail": f"This breaks the rule '{code}'."}


def error_at(name: str, code: str) -> JsonObject:
    return error("pointer", pointer_to(name), code)


def pointer_to(name: str) -> str:
    """RFC 6901: a JSON pointer to a member, as a URI fragment."""
    escaped = name.replace("~", "~0").replace("/", "~1")
    return "#/" + urllib.parse.quote(escaped, safe="~", errors="replace")
