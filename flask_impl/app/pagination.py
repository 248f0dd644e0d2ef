"""Keyset pages: the cursor is the id of the last item seen."""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from typing import Any, TypedDict

from marshmallow import fields
from sqlalchemy import Select
from sqlalchemy.orm import InstrumentedAttribute

from app.extensions import db
from app.fields import AnswerSchema, QueryChoice, QueryInteger, QueryString, Schema


class Page(TypedDict):
    items: Sequence[Any]
    next_cursor: str | None


def encode_cursor(id_: int) -> str:
    return urlsafe_b64encode(str(id_).encode()).decode().rstrip("=")


def decode_cursor(cursor: str) -> int:
    """The id within; a ValueError unless the cursor is exactly what encode_cursor gives."""
    text = urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4)).decode("ascii")
    if not re.fullmatch("[1-9][0-9]{0,17}", text) or encode_cursor(int(text)) != cursor:
        raise ValueError(cursor)
    return int(text)


class Cursor(QueryString):
    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> Any:
        text = super()._deserialize(value, *args, **kwargs)
        try:
            return decode_cursor(text)
        except ValueError:
            raise self.make_error("cursor") from None


class PageQuerySchema(Schema):
    sort = QueryChoice("newest", "oldest", load_default="newest")
    limit = QueryInteger(1, 100, load_default=20)
    cursor = Cursor()


class PageSchema(AnswerSchema):
    next_cursor = fields.String(allow_none=True)


def paginate(
    statement: Select[Any], key: InstrumentedAttribute[int], query: dict[str, Any]
) -> Page:
    """One page of the statement; a row more than asked for tells that there is a next one."""
    newest_first = query["sort"] == "newest"
    if "cursor" in query:
        last = query["cursor"]
        statement = statement.where(key < last if newest_first else key > last)
    order = key.desc() if newest_first else key.asc()
    rows = db.session.scalars(statement.order_by(order).limit(query["limit"] + 1)).all()
    items = rows[: query["limit"]]
    more = len(rows) > len(items)
    return {"items": items, "next_cursor": encode_cursor(items[-1].id) if more else None}
