"""Entity-tags and conditional requests (RFC 9110, section 13)."""

from typing import Any, Protocol

from django.utils.http import parse_etags
from rest_framework.exceptions import APIException
from rest_framework.generics import GenericAPIView
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

# What is shown depends on the caller, and a cache must revalidate its copy before it reuses it.
REVALIDATE = {"Cache-Control": "private, no-cache", "Vary": "Authorization"}


class Versioned(Protocol):
    """A row with a version that grows with each change."""

    @property
    def id(self) -> int: ...

    @property
    def version(self) -> int: ...


class PreconditionFailed(APIException):
    """The row has another entity-tag by now."""

    status_code = 412


def etag(row: Versioned) -> str:
    """The strong entity-tag of the row as it is."""
    return f'"{row.id}-{row.version}"'


def is_not_modified(request: Request, row: Versioned) -> bool:
    """Whether `If-None-Match` names the row as it is, by weak comparison."""
    tags = parse_etags(request.headers.get("If-None-Match", ""))
    return tags == ["*"] or etag(row) in [tag.removeprefix("W/") for tag in tags]


def check_if_match(request: Request, row: Versioned) -> None:
    """412 if `If-Match` does not name the row as it is, by strong comparison."""
    tags = parse_etags(request.headers.get("If-Match", "*"))
    if tags != ["*"] and etag(row) not in tags:
        raise PreconditionFailed


class ConditionalMixin(GenericAPIView[Any]):
    """DRF's actions on one row, with its entity-tag: 304 where it is equal, 412 where it is not."""

    def get_object(self) -> Any:
        row = super().get_object()
        if self.request.method not in SAFE_METHODS:
            check_if_match(self.request, row)
        return row

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        row = self.get_object()
        self.headers |= {"ETag": etag(row), **REVALIDATE}
        if is_not_modified(request, row):
            return Response(status=304)
        return Response(self.get_serializer(row).data)

    def perform_update(self, serializer: BaseSerializer[Any]) -> None:
        self.headers["ETag"] = etag(serializer.save())
