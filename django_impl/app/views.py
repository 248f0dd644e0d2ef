"""What all views of the API do in the same way."""

from typing import Any

from django.urls import reverse
from django.utils.functional import cached_property
from rest_framework import mixins, viewsets
from rest_framework.exceptions import ErrorDetail
from rest_framework.request import Request
from rest_framework.views import APIView

from app.pagination import PageQuery
from app.parsers import load_body
from app.problems import InvalidQuery

METHODS = ["get", "head", "post", "patch", "delete"]


class StrictView(APIView):
    """Checks in the order of the contract: method, token, then the bytes of the body."""

    http_method_names = METHODS

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        # Django itself writes the method in capitals.
        if request.META["REQUEST_METHOD"] not in self.allowed_methods:
            self.http_method_not_allowed(request)
        super().initial(request, *args, **kwargs)
        if request.method in {"POST", "PATCH"}:
            load_body(request)

    @property
    def default_response_headers(self) -> dict[str, str]:
        """None: the framework's `Allow` belongs to a 405 only."""
        return {}


class PublicView(StrictView):
    """Takes no token, and ignores one."""

    authentication_classes = ()
    permission_classes = ()


class CollectionView(
    StrictView,
    mixins.CreateModelMixin,
    mixins.ListModelMixin,
    mixins.RetrieveModelMixin,
    viewsets.GenericViewSet[Any],
):
    """Rows that are added, listed and shown; the query string of a list is checked as a whole."""

    lookup_value_converter = "id"
    query_serializer_class: type[PageQuery] = PageQuery

    def get_success_headers(self, data: Any) -> dict[str, str]:
        return {"Location": reverse(f"{self.basename}-detail", args=[data["id"]])}

    @cached_property
    def query(self) -> dict[str, Any]:
        parameters = self.request.query_params
        serializer = self.query_serializer_class(data=parameters.dict())
        serializer.is_valid()
        given = [name for name in parameters if name in serializer.fields]
        repeated = [name for name in given if len(parameters.getlist(name)) > 1]
        errors = {name: [ErrorDetail("Repeated.", "repeated")] for name in repeated}
        if errors := {**serializer.errors, **errors}:
            raise InvalidQuery(errors)
        query: dict[str, Any] = serializer.validated_data
        return query
