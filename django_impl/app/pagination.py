"""Keyset pages: each starts after the id in its cursor, so a deep one costs no more."""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response

from app.fields import ChoiceField, IntegerField
from app.serializers import StrictSerializer


def encode_cursor(last_id: int) -> str:
    """The id in base64url, unpadded."""
    return urlsafe_b64encode(str(last_id).encode()).decode().rstrip("=")


def decode_cursor(cursor: str) -> int:
    """The id in a cursor, which must be spelled just as `encode_cursor` does."""
    text = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
    if not re.fullmatch("[1-9][0-9]{0,17}", text) or encode_cursor(int(text)) != cursor:
        raise ValueError
    return int(text)


@extend_schema_field({"type": "string"})
class CursorField(serializers.Field[int, str, str, Any]):
    """A `next_cursor` as it was answered, taken as the id in it."""

    default_error_messages: ClassVar = {"cursor": "Not a cursor."}

    def to_internal_value(self, data: str) -> int:
        try:
            return decode_cursor(data)
        except ValueError:
            self.fail("cursor")


class PageQuery(StrictSerializer):
    """Which page of a list."""

    sort = ChoiceField(["newest", "oldest"], default="newest")
    limit = IntegerField(min_value=1, max_value=100, default=20)
    cursor = CursorField(required=False)


class KeysetPagination(BasePagination):
    """One page by id; a row more than asked for tells whether there is another."""

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any]:
        sort, limit, cursor = (view.query.get(name) for name in ("sort", "limit", "cursor"))
        if cursor:
            queryset = queryset.filter(**{"pk__lt" if sort == "newest" else "pk__gt": cursor})
        rows = list(queryset.order_by("-pk" if sort == "newest" else "pk")[: limit + 1])
        page = rows[:limit]
        self.next_cursor = encode_cursor(page[-1].pk) if len(rows) > limit else None
        return page

    def get_paginated_response(self, data: Any) -> Response:
        return Response({"items": data, "next_cursor": self.next_cursor})

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        return {
            "type": "object",
            "required": ["items", "next_cursor"],
            "properties": {
                "items": schema,
                "next_cursor": {"type": ["string", "null"]},
            },
        }
