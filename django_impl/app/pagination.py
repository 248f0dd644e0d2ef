"""Keyset pagination: a page starts after the id in the cursor, and nothing is counted."""

from base64 import b64decode, urlsafe_b64encode
from functools import cached_property
from typing import Any, ClassVar

from django.urls import reverse
from rest_framework import serializers
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response

from app.problems import InvalidQuery

MAX_ID = 2**53 - 1


class CursorField(serializers.CharField):
    """The id of the last row of a page, in base64."""

    default_error_messages: ClassVar = {"cursor": "Not a cursor."}

    def to_internal_value(self, data: Any) -> Any:
        try:
            row_id = int(b64decode(data, altchars=b"-_", validate=True))
        except ValueError:
            self.fail("cursor")
        if not 0 < row_id <= MAX_ID:
            self.fail("cursor")
        return row_id

    def to_representation(self, value: Any) -> str:
        return urlsafe_b64encode(str(value).encode()).decode()


class PageQuery(serializers.Serializer[Any]):
    """The query parameters of a list."""

    sort = serializers.ChoiceField(["newest", "oldest"], default="newest")
    limit = serializers.IntegerField(min_value=1, max_value=100, default=20)
    cursor = CursorField(required=False, trim_whitespace=False)


class CollectionMixin:
    """Validates the query string of a list as a whole, and tells where a new row is."""

    basename: str
    request: Any
    query_serializer_class: type[PageQuery] = PageQuery

    @cached_property
    def query(self) -> dict[str, Any]:
        serializer = self.query_serializer_class(data=self.request.query_params.dict())
        if not serializer.is_valid():
            raise InvalidQuery(serializer.errors)
        query: dict[str, Any] = serializer.validated_data
        return query

    def get_success_headers(self, data: Any) -> dict[str, str]:
        return {"Location": reverse(f"{self.basename}-detail", args=[data["id"]])}


class KeysetPagination(BasePagination):
    """Pages by id, of which each has the cursor of the next."""

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any]:
        is_newest_first = view.query["sort"] == "newest"
        limit = view.query["limit"]
        if "cursor" in view.query:
            lookup = "pk__lt" if is_newest_first else "pk__gt"
            queryset = queryset.filter(**{lookup: view.query["cursor"]})
        # One row more than asked for tells whether there is another page.
        rows = list(queryset.order_by("-pk" if is_newest_first else "pk")[: limit + 1])
        last = rows[limit - 1] if len(rows) > limit else None
        self.next_cursor = CursorField().to_representation(last.pk) if last else None
        return rows[:limit]

    def get_paginated_response(self, data: Any) -> Response:
        return Response({"items": data, "next_cursor": self.next_cursor})

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        return {
            "type": "object",
            "required": ["items", "next_cursor"],
            "properties": {"items": schema, "next_cursor": {"type": ["string", "null"]}},
        }
