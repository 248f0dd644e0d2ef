"""Entity-tags and the conditions that name them (RFC 9110, section 13)."""

import re
from typing import Annotated

from fastapi import Header
from pydantic import WithJsonSchema

from app.posts.models import Post
from app.problems import ProblemError

TAG = r'(?:W/)?"[\x21\x23-\x7E\x80-\xFF]*"'
# Possessive (`*+`), so that no hostile header takes long.
TAG_LIST = re.compile(rf"[ \t,]*+(?:{TAG}[ \t]*+(?:,[ \t,]*+|\Z))*+")

# A header may come in several lines, which count as one list; the document tells of that list.
LIST = WithJsonSchema({"type": "string"})
IfMatch = Annotated[list[str] | None, Header(alias="If-Match"), LIST]
IfNoneMatch = Annotated[list[str] | None, Header(alias="If-None-Match"), LIST]


def etag(post: Post) -> str:
    """The strong entity-tag of the post as it is; every change makes another."""
    return f'"{post.id}-{post.version}"'


def parse_entity_tags(value: str) -> list[str]:
    """The entity-tags of a list; none at all where the value is no such list."""
    return re.findall(TAG, value) if TAG_LIST.fullmatch(value) else []


def is_not_modified(lines: list[str] | None, post: Post) -> bool:
    """Whether `If-None-Match` names the post as it is, by weak comparison."""
    value = ", ".join(lines or [])
    tags = [tag.removeprefix("W/") for tag in parse_entity_tags(value)]
    return value.strip() == "*" or etag(post) in tags


def check_if_match(lines: list[str] | None, post: Post) -> None:
    """Refuse a write whose `If-Match` does not name the post as it is, by strong comparison."""
    value = ", ".join(lines or ["*"])
    if value.strip() != "*" and etag(post) not in parse_entity_tags(value):
        raise ProblemError("precondition-failed")
