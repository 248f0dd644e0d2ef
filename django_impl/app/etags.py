"""Entity-tags and the conditions that name them (RFC 9110, section 13)."""

import re

from rest_framework.request import Request

from app.posts.models import Post
from app.problems import PreconditionFailed

TAG = r'(?:W/)?"[\x21\x23-\x7E\x80-\xFF]*"'
# Possessive (`*+`), so that no hostile header takes long.
TAG_LIST = re.compile(rf"[ \t,]*+(?:{TAG}[ \t]*+(?:,[ \t,]*+|\Z))*+")


def etag(post: Post) -> str:
    """The strong entity-tag of the post as it is; every change makes another."""
    return f'"{post.id}-{post.version}"'


def parse_entity_tags(value: str) -> list[str]:
    """The entity-tags of a list; none at all where the value is no such list."""
    return re.findall(TAG, value) if TAG_LIST.fullmatch(value) else []


def is_not_modified(request: Request, post: Post) -> bool:
    """Whether `If-None-Match` names the post as it is, by weak comparison."""
    value = request.headers.get("If-None-Match", "")
    tags = [tag.removeprefix("W/") for tag in parse_entity_tags(value)]
    return value.strip() == "*" or etag(post) in tags


def check_if_match(request: Request, post: Post) -> None:
    """Refuse a write whose `If-Match` does not name the post as it is, by strong comparison."""
    value = request.headers.get("If-Match", "*")
    if value.strip() != "*" and etag(post) not in parse_entity_tags(value):
        raise PreconditionFailed
