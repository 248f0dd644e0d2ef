"""Errors."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import quote

from tests.proofs.differential.exchange import Response

STATUS = {
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
}

FREE_TEXT = "any text"


@dataclass
class ProblemError(Exception):
    """A response of 400 or above; `errors` maps a place to its code."""

    slug: str
    errors: Mapping[tuple[str, str], str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)

    def response(self) -> Response:
        body = {
            "type": f"urn:problem-type:{self.slug}",
            "title": self.slug.replace("-", " ").capitalize(),
            "status": STATUS[self.slug],
            "detail": FREE_TEXT,
        }
        if self.errors:
            body["errors"] = [
                {place: name, "code": code, "detail": FREE_TEXT}
                for (place, name), code in sorted(self.errors.items(), key=lambda item: item[0][1])
            ]
        return Response(STATUS[self.slug], {"content-type": PROBLEM_TYPE, **self.headers}, body)


PROBLEM_TYPE = "application/problem+json"


def wrong_members(codes: Mapping[str, str], slug: str = "validation-failed") -> ProblemError:
    return ProblemError(slug, {("pointer", pointer(name)): code for name, code in codes.items()})


def wrong_parameters(codes: Mapping[str, str]) -> ProblemError:
    return ProblemError(
        "validation-failed", {("parameter", name): code for name, code in codes.items()}
    )


def taken(names: Iterable[str]) -> ProblemError:
    return wrong_members(dict.fromkeys(names, "unique"), "conflict")


def pointer(name: str) -> str:
    """RFC 6901 in a URI fragment."""
    return "#/" + quote(name.replace("~", "~0").replace("/", "~1"), safe="~")


def unauthenticated(given: bool) -> ProblemError:
    challenge = 'Bearer error="invalid_token"' if given else "Bearer"
    return ProblemError("unauthenticated", headers={"www-authenticate": challenge})
