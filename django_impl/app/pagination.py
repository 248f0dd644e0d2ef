"""Keyset pagination: a page starts after the id in its cursor, so a deep one costs no more.

DRF's `CursorPagination` takes a bad `page_size` for the default and a forged cursor to the
database; here both are 422.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any, ClassVar

from django.conf import settings
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response


def encode_cursor(last_id: int) -> str:
    """An opaque name for the place after this row."""
    return urlsafe_b64encode(str(last_id).encode()).decode()


@extend_schema_field({"type": "string"})
class CursorField(serializers.Field[int, str, str, Any]):
    """A `next_cursor`, read as the id in it."""

    default_error_messages: ClassVar = {"cursor": "This is not a cursor of this list."}

    def to_internal_value(self, data: str) -> int:
        try:
            last_id = int(urlsafe_b64decode(data))
        except ValueError:
            last_id = 0
        if not 0 < last_id <= settings.MAX_ID or encode_cursor(last_id) != data:
            self.fail("cursor")
        return last_id


class PageQuery(serializers.Serializer[Any]):
    """Query parameters of a list."""

    sort = serializers.ChoiceField(
        ["newest", "oldest"], default="newest", help_text="By id, falling or rising."
    )
    limit = serializers.IntegerField(
        min_value=1, max_value=100, default=20, help_text="Rows of a page."
    )
    cursor = CursorField(required=False, help_text="The `next_cursor` of the page before.")


class KeysetPagination(BasePagination):
    """One page by id; a row more than asked for tells whether there is another."""

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any]:
        sort, limit, cursor = (view.query.get(name) for name in ("sort", "limit", "cursor"))
        if cursor:
            queryset = queryset.filter(**{"pk__lt" if sort == "newest" else "pk__gt": cursor})
        rows = list(queryset.order_by("-pk" if sort == "newest" else "pk")[: limit + 1])
        page = rows[:limit]
        self.next_cursor = encode_cursor(page[-1].id) if len(rows) > limit else None
        return page

    def get_paginated_response(self, data: Any) -> Response:
        return Response({"items": data, "next_cursor": self.next_cursor})

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        return {
            "type": "object",
            "required": ["items", "next_cursor"],
            "properties": {"items": schema, "next_cursor": {"type": ["string", "null"]}},
        }
