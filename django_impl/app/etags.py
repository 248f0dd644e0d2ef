"""Entity-tags of anything with an id and a version, and conditions on them (RFC 9110)."""

from typing import Protocol

from django.utils.http import parse_etags
from rest_framework.request import Request

from app.problems import PreconditionFailed


class Versioned(Protocol):
    id: int
    version: int


def etag(row: Versioned) -> str:
    """The strong entity-tag of a row; each change makes another one."""
    return f'"{row.id}-{row.version}"'


def is_not_modified(request: Request, row: Versioned) -> bool:
    """Whether `If-None-Match` names this version (weak comparison)."""
    tags = parse_etags(request.headers.get("If-None-Match", ""))
    return "*" in tags or etag(row) in [tag.removeprefix("W/") for tag in tags]


def check_if_match(request: Request, row: Versioned) -> None:
    """Reject a write unless `If-Match`, where sent, names this version (strong comparison)."""
    tags = parse_etags(request.headers.get("If-Match", "*"))
    if "*" not in tags and etag(row) not in tags:
        raise PreconditionFailed
