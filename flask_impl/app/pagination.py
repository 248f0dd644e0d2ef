"""Keyset pagination: a page starts after the id in its cursor, so a deep one costs no more."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import marshmallow
from marshmallow import ValidationError, fields
from marshmallow.validate import OneOf
from sqlalchemy import Row

from app.base import Entity, Rows
from app.extensions import db
from app.schemas import MAX_ID, Integer, RequestSchema, RowSchema, String


def encode_cursor(last_id: int) -> str:
    """An opaque name for the place after this row."""
    return urlsafe_b64encode(str(last_id).encode()).decode()


def decode_cursor(cursor: str) -> int:
    """The id in a cursor, which must be one that `encode_cursor` makes."""
    try:
        last_id = int(urlsafe_b64decode(cursor))
    except ValueError:
        last_id = 0
    if not 0 < last_id <= MAX_ID or encode_cursor(last_id) != cursor:
        raise ValidationError("cursor")
    return last_id


class PageQuerySchema(RequestSchema):
    """Query parameters of a list."""

    sort = String(
        validate=OneOf(["newest", "oldest"], error="enum"),
        load_default="newest",
        metadata={"description": "By id, falling or rising."},
    )
    limit = Integer(1, 100, load_default=20, metadata={"description": "Rows of a page."})
    cursor = String(
        post_load=decode_cursor, metadata={"description": "The `next_cursor` of the page before."}
    )


@dataclass
class Page:
    """The rows of a page, and the cursor of the next one."""

    items: Sequence[Row[*tuple[Any, ...]]]
    next_cursor: str | None


def page_of(schema: type[RowSchema]) -> type[marshmallow.Schema]:
    """The schema of a page of these; `next_cursor` is null on the last one."""
    members: dict[str, fields.Field[Any]] = {
        "items": fields.List(fields.Nested(schema)),
        "next_cursor": fields.String(allow_none=True),
    }
    name = schema.__name__.replace("Schema", "PageSchema")
    return RowSchema.from_dict(members, name=name)


def paginate(rows: Rows, model: type[Entity], query: dict[str, Any]) -> Page:
    """One page; a row more than asked for tells whether there is another."""
    newest_first = query["sort"] == "newest"
    rows = rows.order_by(model.id.desc() if newest_first else model.id).limit(query["limit"] + 1)
    if (last := query.get("cursor")) is not None:
        rows = rows.where(model.id < last if newest_first else model.id > last)
    found = db.session.execute(rows).all()
    items = found[: query["limit"]]
    next_cursor = encode_cursor(items[-1].id) if len(found) > len(items) else None
    return Page(items, next_cursor)
