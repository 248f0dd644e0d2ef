"""What the OpenAPI schema says beyond what drf-spectacular derives from the views."""

from functools import cache
from threading import Lock
from typing import Any

from django.urls import get_script_prefix
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from app.problems import PROBLEM_TYPES
from app.views import PublicMixin

# The order in which a path lists them.
METHODS = ["post", "get", "head", "options", "put", "patch", "delete"]

LOCATION = OpenApiParameter("Location", str, "header", response=[201])
ETAG = OpenApiParameter("ETag", str, "header", response=[200, 201, 304])
IF_MATCH = OpenApiParameter(
    "If-Match", str, "header", description="Entity-tags of which one must be the current one."
)
IF_NONE_MATCH = OpenApiParameter(
    "If-None-Match", str, "header", description="Entity-tags of copies that the caller holds."
)


class ProblemSerializer(serializers.Serializer[Any]):
    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()


class ErrorItemSerializer(serializers.Serializer[Any]):
    pointer = serializers.CharField(required=False)
    parameter = serializers.CharField(required=False)
    code = serializers.CharField()
    detail = serializers.CharField()


class ProblemWithErrorsSerializer(ProblemSerializer):
    def get_fields(self) -> dict[str, Any]:
        # Not declared above: a serializer has an attribute of this name.
        return {**super().get_fields(), "errors": ErrorItemSerializer(many=True)}


Responses = dict[Any, Any]


def problems(*statuses: int) -> Responses:
    """Error responses, for `extend_schema`."""
    shapes = {409: ProblemWithErrorsSerializer, 422: ProblemWithErrorsSerializer}
    return {
        (status, "application/problem+json"): OpenApiResponse(
            shapes.get(status, ProblemSerializer), PROBLEM_TYPES[status][1]
        )
        for status in statuses
    }


BODY = problems(400, 413, 415, 422)


class BearerScheme(OpenApiAuthenticationExtension):
    target_class = "app.auth.BearerAuthentication"
    name = "BearerAuth"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, Any]:
        return {
            "type": "http",
            "scheme": "bearer",
            "description": "A token from `createToken`.",
        }


def complete(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Say what drf-spectacular has no setting for."""
    for name, schema in result["components"]["schemas"].items():
        if schema.get("type") == "object":
            schema["additionalProperties"] = False
            if not name.endswith("Request") and name != "ErrorItem":
                schema["required"] = list(schema["properties"])
    result["paths"] = dict(sorted(result["paths"].items()))
    for path, operations in result["paths"].items():
        methods = sorted(operations, key=METHODS.index)
        result["paths"][path] = {method: operations[method] for method in methods}
        for operation in operations.values():
            operation.pop("description", None)  # the docstring of the view
            operation.setdefault("security", [])
            if "requestBody" in operation:
                operation["requestBody"]["required"] = True
    return result


# The generator is not thread-safe, and several requests may ask for the first schema at once.
lock = Lock()


@cache
def openapi_schema() -> dict[str, Any]:
    """The OpenAPI schema, made once."""
    schema: dict[str, Any] = SchemaGenerator().get_schema(public=True)
    return schema


class OpenAPIView(PublicMixin):
    """`/openapi.json`; drf-spectacular's own view makes the schema anew for each request."""

    schema = None

    def get(self, request: Request) -> Response:
        with lock:
            schema = openapi_schema()
        prefix = get_script_prefix().removesuffix("/") or "/"
        return Response({**schema, "servers": [{"url": prefix}]})
