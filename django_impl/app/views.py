"""What the API's views have in common."""

from typing import Any

from django.db import transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.functional import cached_property
from rest_framework.exceptions import ParseError, UnsupportedMediaType
from rest_framework.generics import GenericAPIView
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.views import APIView

from app.auth import LockingAuthentication
from app.pagination import KeysetPagination, PageQuery
from app.problems import InvalidQuery


class JSONBodyMixin(APIView):
    """Rejects a body that is empty, cut short or over `DATA_UPLOAD_MAX_MEMORY_SIZE`.

    DRF itself takes an empty body for an empty object, and reads one of any size.
    """

    http_method_names = ("get", "head", "options", "post", "patch", "delete")

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if request.method in {"POST", "PATCH"} and request.method in self.allowed_methods:
            media_type = (request.content_type or "").partition(";")[0]
            # To DRF `*/*` is JSON, as it is in `Accept`.
            if not media_type or "*" in media_type:
                raise UnsupportedMediaType(media_type)
            if len(request.body) < max(1, int(request.META.get("CONTENT_LENGTH") or 0)):
                raise ParseError


class PublicMixin(JSONBodyMixin):
    """Takes no token, and ignores one."""

    authentication_classes = ()
    permission_classes = ()


class LockedWritesMixin(APIView):
    """A write is one transaction, in which the caller's account is locked from the start."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        is_write = request.method not in SAFE_METHODS and request.method in self.allowed_methods
        # Without a token it is 401, for which SQLite's one lock need not be taken.
        if not is_write or "Authorization" not in request.headers:
            return super().dispatch(request, *args, **kwargs)
        with transaction.atomic():
            self.authentication_classes = (LockingAuthentication,)
            response = super().dispatch(request, *args, **kwargs)
            transaction.set_rollback(response.status_code >= 400)
        return response


class CollectionMixin(JSONBodyMixin, GenericAPIView[Any]):
    """Pages, checked query parameters, and a `Location` for what is created."""

    basename: str
    lookup_value_converter = "id"
    pagination_class = KeysetPagination
    query_serializer_class: type[PageQuery] = PageQuery

    def get_success_headers(self, data: Any) -> dict[str, str]:
        found = {**self.kwargs, str(self.lookup_url_kwarg): data["id"]}
        return {"Location": reverse(f"{self.basename}-detail", kwargs=found)}

    @cached_property
    def query(self) -> dict[str, Any]:
        serializer = self.query_serializer_class(data=self.request.query_params.dict())
        if not serializer.is_valid():
            raise InvalidQuery(serializer.errors)
        query: dict[str, Any] = serializer.validated_data
        return query
