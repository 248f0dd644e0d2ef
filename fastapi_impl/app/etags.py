"""Entity-tags and the conditions on them (RFC 9110, 8.8.3 and 13.1)."""

import re
from typing import Annotated

from fastapi import Header
from pydantic import WithJsonSchema

from app.posts.models import Post

TAG = r'(?:W/)?"[\x21\x23-\x7E\x80-\xFF]*"'
TAG_LIST = re.compile(rf"[ \t]*(?:{TAG}[ \t]*)?(?:,[ \t]*(?:{TAG}[ \t]*)?)*")

# A header may come in several lines, which count as one list; the document tells of that list.
LINES = WithJsonSchema({"type": "string"})
IfMatch = Annotated[list[str] | None, Header(alias="If-Match"), LINES]
IfNoneMatch = Annotated[list[str] | None, Header(alias="If-None-Match"), LINES]


def etag(post: Post) -> str:
    """The strong entity-tag of this version of the post."""
    return f'"{post.id}-{post.version}"'


def parse_entity_tags(lines: list[str]) -> list[str]:
    """The tags listed, or `*` alone; nothing where the whole is not well-formed."""
    value = ", ".join(lines)
    if value.strip(" \t") == "*":
        return ["*"]
    return re.findall(TAG, value) if TAG_LIST.fullmatch(value) else []


def matches_strongly(lines: list[str], tag: str) -> bool:
    """Whether `If-Match` holds."""
    return not {"*", tag}.isdisjoint(parse_entity_tags(lines))


def matches_weakly(lines: list[str], tag: str) -> bool:
    """Whether `If-None-Match` fails."""
    return not {"*", tag, f"W/{tag}"}.isdisjoint(parse_entity_tags(lines))
