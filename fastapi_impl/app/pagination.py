"""Keyset pagination: a page starts after the id in its cursor, so a deep one costs no more."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Generic, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError
from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from app.base import Entity, Rows
from app.schemas import MAX_ID, ResponseModel

Item = TypeVar("Item", bound=ResponseModel)


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
        raise PydanticCustomError("cursor", "This is not a cursor of this list.")
    return last_id


class PageQuery(BaseModel):
    """Query parameters of a list."""

    sort: Annotated[Literal["newest", "oldest"], Field(description="By id, falling or rising.")] = (
        "newest"
    )
    limit: Annotated[int, Field(ge=1, le=100, description="Rows of a page.")] = 20
    cursor: Annotated[
        int | None,
        BeforeValidator(decode_cursor),
        WithJsonSchema({"type": "string"}),
        Field(description="The `next_cursor` of the page before."),
    ] = None


@dataclass
class Page:
    """The rows of a page, and the cursor of the next one."""

    items: Sequence[Row[*tuple[Any, ...]]]
    next_cursor: str | None


class PageResponse(ResponseModel, Generic[Item]):
    """A page; `next_cursor` is null on the last one."""

    items: list[Item]
    next_cursor: str | None


async def paginate(
    session: AsyncSession, rows: Rows, model: type[Entity], query: PageQuery
) -> Page:
    """One page; a row more than asked for tells whether there is another."""
    newest_first = query.sort == "newest"
    rows = rows.order_by(model.id.desc() if newest_first else model.id).limit(query.limit + 1)
    if query.cursor is not None:
        rows = rows.where(model.id < query.cursor if newest_first else model.id > query.cursor)
    found = (await session.execute(rows)).all()
    items = found[: query.limit]
    next_cursor = encode_cursor(items[-1].id) if len(found) > len(items) else None
    return Page(items, next_cursor)
