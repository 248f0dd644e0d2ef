"""Entity-tags and the conditions that name them (RFC 9110, section 13)."""

import re

from rest_framework.request import Request

from app.posts.models import Post
from app.problems import PreconditionFailed

TAG = r'(?:W/)?"[\x21\x23-\x7E\x80-\xFF]*"'
# Possessive (`*+`), so that no hostile header takes long.
LIST = re.compile(rf"[ \t,]*+(?:{TAG}[ \t]*+(?:,[ \t,]*+|\Z))*+")


def etag(post: Post) -> str:
    return f'"{post.pk}-{post.version}"'


def parse_entity_tags(header: str) -> list[str]:
    """The entity-tags of a list; none at all if the header is not such a list."""
    return re.findall(TAG, header) if LIST.fullmatch(header) else []


def is_not_modified(request: Request, post: Post) -> bool:
    """Whether `If-None-Match` names the post as it is, by weak comparison."""
    header = request.headers.get("If-None-Match", "")
    tags = [tag.removeprefix("W/") for tag in parse_entity_tags(header)]
    return header.strip() == "*" or etag(post) in tags


def check_if_match(request: Request, post: Post) -> None:
    """Refuse a write whose `If-Match` does not name the post as it is, by strong comparison."""
    header = request.headers.get("If-Match", "*")
    if header.strip() != "*" and etag(post) not in parse_entity_tags(header):
        raise PreconditionFailed
