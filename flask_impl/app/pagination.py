"""Keyset pages: each starts after the id in its cursor, so a deep one costs no more."""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from marshmallow import ValidationError
from sqlalchemy import Select

from app.base import Base
from app.extensions import db
from app.fields import Choice, QueryInteger, Schema, String

Row = TypeVar("Row", bound=Base)


def encode_cursor(last_id: int) -> str:
    """The id in base64url, unpadded."""
    return urlsafe_b64encode(str(last_id).encode()).decode().rstrip("=")


def decode_cursor(value: str) -> int:
    """The id in a cursor, which must be spelled just as `encode_cursor` does."""
    try:
        text = urlsafe_b64decode(value + "=" * (-len(value) % 4)).decode()
    except ValueError:
        text = ""
    if not re.fullmatch("[1-9][0-9]{0,17}", text) or encode_cursor(int(text)) != value:
        raise ValidationError("cursor")
    return int(text)


class PageQuerySchema(Schema):
    """Which page of a list."""

    sort = Choice("newest", "oldest", load_default="newest")
    limit = QueryInteger(1, 100, load_default=20)
    cursor = String(post_load=decode_cursor)


@dataclass
class Page(Generic[Row]):
    """The rows of a page, and the cursor of the next one."""

    items: Sequence[Row]
    next_cursor: str | None


def paginate(rows: Select[Row], model: type[Row], query: dict[str, Any]) -> Page[Row]:
    """One page; a row more than asked for tells whether there is another."""
    newest_first = query["sort"] == "newest"
    rows = rows.order_by(model.id.desc() if newest_first else model.id).limit(query["limit"] + 1)
    if (last := query.get("cursor")) is not None:
        rows = rows.where(model.id < last if newest_first else model.id > last)
    found = db.session.scalars(rows).all()
    items = found[: query["limit"]]
    next_cursor = encode_cursor(items[-1].id) if len(found) > len(items) else None
    return Page(items, next_cursor)
