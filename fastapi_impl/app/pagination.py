"""Keyset pages: each starts after the id in its cursor, so a deep one costs no more."""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Generic, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError
from sqlalchemy import Select
from sqlalchemy.ext.asyncio import AsyncSession

from app.base import Base

Row = TypeVar("Row", bound=Base)


def encode_cursor(last_id: int) -> str:
    """The id in base64url, unpadded."""
    return urlsafe_b64encode(str(last_id).encode()).decode().rstrip("=")


def decode_cursor(value: object) -> object:
    """The id in a cursor, which must be spelled just as `encode_cursor` does."""
    if not isinstance(value, str):
        return value
    try:
        text = urlsafe_b64decode(value + "=" * (-len(value) % 4)).decode()
    except ValueError:
        text = ""
    if not re.fullmatch("[1-9][0-9]{0,17}", text) or encode_cursor(int(text)) != value:
        raise PydanticCustomError("cursor", "not a cursor")
    return int(text)


def parse_integer(value: object) -> object:
    """ASCII digits with an optional minus, however many."""
    if not isinstance(value, str):
        return value
    if not (match := re.fullmatch("(-?)([0-9]+)", value)):
        raise PydanticCustomError("integer", "not an integer")
    # More digits than any bound has change nothing, and int() refuses thousands of them.
    return int(match[1] + "0" + match[2].lstrip("0")[:19])


class PageQuery(BaseModel, extra="forbid"):
    """Which page of a list."""

    sort: Literal["newest", "oldest"] = "newest"
    limit: Annotated[int, Field(ge=1, le=100), BeforeValidator(parse_integer)] = 20
    cursor: Annotated[
        int | None, BeforeValidator(decode_cursor), WithJsonSchema({"type": "string"})
    ] = None


@dataclass
class Page(Generic[Row]):
    """The rows of a page, and the cursor of the next one."""

    items: Sequence[Row]
    next_cursor: str | None


async def paginate(
    session: AsyncSession, rows: Select[Row], model: type[Row], query: PageQuery
) -> Page[Row]:
    """One page; a row more than asked for tells whether there is another."""
    newest_first = query.sort == "newest"
    rows = rows.order_by(model.id.desc() if newest_first else model.id).limit(query.limit + 1)
    if query.cursor is not None:
        rows = rows.where(model.id < query.cursor if newest_first else model.id > query.cursor)
    found = (await session.scalars(rows)).all()
    items = found[: query.limit]
    next_cursor = encode_cursor(items[-1].id) if len(found) > len(items) else None
    return Page(items, next_cursor)
