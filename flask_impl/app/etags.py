"""Entity-tags and conditional requests (RFC 9110, section 13).

flask-smorest's own would demand `If-Match` of every write (428) and hash each response; a version
is at hand here.
"""

from typing import Any, Protocol

from flask import request
from flask_smorest import abort
from werkzeug.http import quote_etag

HEADER: dict[str, Any] = {"in": "header", "schema": {"type": "string"}}
IF_MATCH = {
    "name": "If-Match",
    "description": "Entity-tags of which one must be the current one.",
    **HEADER,
}
IF_NONE_MATCH = {
    "name": "If-None-Match",
    "description": "Entity-tags of copies that the caller holds.",
    **HEADER,
}
ETAG = {
    "ETag": {"description": "The strong entity-tag of the resource.", "schema": HEADER["schema"]}
}


class Versioned(Protocol):
    """A row with a version that grows with each change."""

    @property
    def id(self) -> int: ...
    @property
    def version(self) -> int: ...


def make_etag(row: Versioned) -> str:
    """The strong entity-tag of the row as it is, without quotes; every change makes another."""
    return f"{row.id}-{row.version}"


def etag(row: Versioned) -> str:
    """The entity-tag as the header has it."""
    return quote_etag(make_etag(row))


def is_not_modified(row: Versioned) -> bool:
    """Whether `If-None-Match` names the row as it is, by weak comparison."""
    return request.if_none_match.contains_weak(make_etag(row))


def check_if_match(row: Versioned) -> None:
    """Reject a write whose `If-Match` does not name the row as it is, by strong comparison."""
    if "If-Match" in request.headers and make_etag(row) not in request.if_match:
        abort(412)
