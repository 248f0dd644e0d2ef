"""Entity-tags and conditional requests (RFC 9110, section 13)."""

from typing import Any, Protocol

from django.utils.http import parse_etags
from rest_framework.exceptions import APIException
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response


class Versioned(Protocol):
    """A row with a version that grows with each change."""

    @property
    def pk(self) -> int: ...

    @property
    def version(self) -> int: ...


class PreconditionFailed(APIException):
    """The row has another entity-tag by now."""

    status_code = 412


def etag(row: Versioned) -> str:
    """The strong entity-tag of the row as it is."""
    return f'"{row.pk}-{row.version}"'


def is_not_modified(request: Request, row: Versioned) -> bool:
    """Whether `If-None-Match` names the row as it is, by weak comparison."""
    tags = parse_etags(request.headers.get("If-None-Match", ""))
    return tags == ["*"] or etag(row) in [tag.removeprefix("W/") for tag in tags]


def check_if_match(request: Request, row: Versioned) -> None:
    """412 if `If-Match` does not name the row as it is, by strong comparison."""
    tags = parse_etags(request.headers.get("If-Match", "*"))
    if tags != ["*"] and etag(row) not in tags:
        raise PreconditionFailed


class ConditionalRetrieveMixin(GenericAPIView[Any]):
    """DRF's `retrieve` with an entity-tag, and 304 for a caller who has the row as it is."""

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        row = self.get_object()
        self.headers["ETag"] = etag(row)
        if is_not_modified(request, row):
            return Response(status=304)
        return Response(self.get_serializer(row).data)
