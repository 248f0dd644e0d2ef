"""Conditional requests and caching (C1 to C4)."""

import re

from tests.mutation.reference_server.messages import Request
from tests.mutation.reference_server.problems import ProblemError
from tests.mutation.reference_server.state import Post

ENTITY_TAG = re.compile(r'(?:W/)?"[\x21\x23-\x7e\x80-\xff]*"')
NO_STORE = {"Cache-Control": "no-store"}
PRIVATE = {"Cache-Control": "private, no-cache", "Vary": "Authorization"}


def etag(post: Post) -> str:
    return f'"{post.id}-{post.version}"'


def entity_tags(lines: list[str]) -> list[str]:
    """`*`, or whatever tags stand in the lines of a header."""
    value = ",".join(lines)
    return ["*"] if value.strip() == "*" else ENTITY_TAG.findall(value)


def matches_weakly(tags: list[str], tag: str) -> bool:
    return tags == ["*"] or tag in [other.removeprefix("W/") for other in tags]


def matches_strongly(tags: list[str], tag: str) -> bool:
    return tags == ["*"] or tag in tags


def is_not_modified(request: Request, post: Post) -> bool:
    return matches_weakly(entity_tags(request.all("If-None-Match")), etag(post))


def check_precondition(request: Request, post: Post) -> None:
    lines = request.all("If-Match")
    if lines and not matches_strongly(entity_tags(lines), etag(post)):
        raise ProblemError("precondition-failed", "The post was changed in the meantime.")
