"""Entity-tags and conditional requests (RFC 9110, section 13)."""

from typing import Annotated, Protocol

from fastapi import Header, HTTPException
from pydantic import WithJsonSchema

EntityTags = Annotated[str | None, WithJsonSchema({"type": "string"})]
IfMatch = Annotated[
    EntityTags,
    Header(alias="If-Match", description="Entity-tags of which one must be the current one."),
]
IfNoneMatch = Annotated[
    EntityTags,
    Header(alias="If-None-Match", description="Entity-tags of copies that the caller holds."),
]


class Versioned(Protocol):
    """A row with a version that grows with each change."""

    @property
    def id(self) -> int: ...

    @property
    def version(self) -> int: ...


def etag(row: Versioned) -> str:
    """The strong entity-tag of the row as it is."""
    return f'"{row.id}-{row.version}"'


def parse_etags(header: str) -> list[str]:
    """The entity-tags of a list; ours contain no comma."""
    return [tag.strip() for tag in header.split(",")]


def is_not_modified(if_none_match: str | None, row: Versioned) -> bool:
    """Whether `If-None-Match` names the row as it is, by weak comparison."""
    tags = [tag.removeprefix("W/") for tag in parse_etags(if_none_match or "")]
    return tags == ["*"] or etag(row) in tags


def check_if_match(if_match: str | None, row: Versioned) -> None:
    """412 if `If-Match` does not name the row as it is, by strong comparison."""
    tags = ["*"] if if_match is None else parse_etags(if_match)
    if tags != ["*"] and etag(row) not in tags:
        raise HTTPException(412)
