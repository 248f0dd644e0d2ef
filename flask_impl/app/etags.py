"""Entity-tags and the conditional requests of RFC 9110, section 13."""

import re

from flask import request
from werkzeug.exceptions import PreconditionFailed

from app.posts.models import Post

TAG = r'(?:W/)?"[!#-~\x80-\xff]*"'
LIST = re.compile(rf"(?:[ \t,]*+{TAG}[ \t]*+(?=,|\Z))*+[ \t,]*+")


def etag(post: Post) -> str:
    """A strong entity-tag, another one after every change."""
    return f'"{post.id}-{post.version}"'


def parse_entity_tags(value: str) -> list[str]:
    """The tags of a list; a value that is no such list holds none."""
    return re.findall(TAG, value) if LIST.fullmatch(value) else []


def is_not_modified(tag: str) -> bool:
    """Whether `If-None-Match` names the tag, weak or strong."""
    value = request.headers.get("If-None-Match")
    if value is None:
        return False
    return value == "*" or tag in (held.removeprefix("W/") for held in parse_entity_tags(value))


def check_if_match(tag: str) -> None:
    """Refuse unless `If-Match` is absent or names the tag as a strong one."""
    value = request.headers.get("If-Match")
    if value is not None and value != "*" and tag not in parse_entity_tags(value):
        raise PreconditionFailed
