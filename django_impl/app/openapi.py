"""What the generated document says of every operation."""

from typing import Any

from drf_spectacular import openapi
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.utils import OpenApiExample, OpenApiParameter
from rest_framework import serializers

from app.problems import CODES, MEDIA_TYPE, TYPES

Schema = dict[str, Any]

LOCATION = OpenApiParameter(
    "Location",
    {"type": "string", "pattern": "/[1-9][0-9]*$"},
    "header",
    required=True,
    response=[201],
)
ETAG = OpenApiParameter(
    "ETag",
    {"type": "string", "pattern": '^"[1-9][0-9]*-[1-9][0-9]*"$'},
    "header",
    required=True,
    response=[200, 201, 304],
)
IF_MATCH = OpenApiParameter("If-Match", str, "header")
IF_NONE_MATCH = OpenApiParameter("If-None-Match", str, "header")


def example(value: dict[str, str]) -> OpenApiExample:
    """A request that succeeds as it stands."""
    return OpenApiExample("Example", value, request_only=True)


class ProblemSerializer(serializers.Serializer[Any]):
    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()


class ErrorItemSerializer(serializers.Serializer[Any]):
    pointer = serializers.CharField(required=False)
    parameter = serializers.CharField(required=False)
    code = serializers.ChoiceField(list(CODES))
    detail = serializers.CharField()


class ProblemWithErrorsSerializer(ProblemSerializer):
    def get_fields(self) -> dict[str, Any]:
        # Not declared above: a serializer has an attribute of this name.
        return {**super().get_fields(), "errors": ErrorItemSerializer(many=True)}


class AutoSchema(openapi.AutoSchema):
    """Adds the errors that follow from what a view takes, and the headers of every answer."""

    def get_operation(self, *args: Any, **kwargs: Any) -> Schema | None:
        operation: Schema | None = super().get_operation(*args, **kwargs)
        if operation is None:
            return None
        responses = operation["responses"]
        for status in {int(status) for status in responses} | self.usual_errors(operation):
            if status >= 400:
                responses[str(status)] = self.problem(status)
        return operation

    def usual_errors(self, operation: Schema) -> set[int]:
        statuses = {500}
        if getattr(self.view, "uses_database", True):
            statuses.add(503)
        if "security" in operation:
            statuses.add(401)
        # One row may be missing; what changes it is for its author alone, and conditional.
        if "{" in self.path:
            statuses |= {404} if self.method == "GET" else {403, 404, 412}
        if "requestBody" in operation:
            operation["requestBody"]["required"] = True
            statuses |= {400, 413, 415, 422}
        if self._is_list_view():
            statuses.add(422)
        return statuses

    def problem(self, status: int) -> Schema:
        shape = ProblemWithErrorsSerializer if status in {409, 422} else ProblemSerializer
        schema = self.resolve_serializer(shape, "response").ref
        return {
            "description": TYPES[status][1],
            "content": {MEDIA_TYPE: {"schema": schema}},
        }


class BearerScheme(OpenApiAuthenticationExtension):
    target_class = "app.auth.BearerAuthentication"
    name = "BearerAuth"

    def get_security_definition(self, auto_schema: openapi.AutoSchema) -> Schema:
        return {"type": "http", "scheme": "bearer"}


def close_schemas(result: Schema, **options: Any) -> Schema:
    """No schema has unknown members; a response has all of its own."""
    schemas, text = result["components"]["schemas"], str(result)
    for name in [name for name in schemas if f"/schemas/{name}'" not in text]:
        del schemas[name]
    for name, schema in schemas.items():
        schema["additionalProperties"] = False
        if not name.endswith("Request") and name != "ErrorItem":
            schema["required"] = list(schema["properties"])
    simplify(result)
    return result


def simplify(node: Any) -> None:
    """Remove the generator's own marks, and its `oneOf` of a string and a blank one."""
    for value in node.values() if isinstance(node, dict) else node:
        if isinstance(value, dict):
            value.pop("x-spec-enum-id", None)
            if isinstance(value.get("oneOf"), list) and value["oneOf"][0].get("type") == "string":
                value.update(value.pop("oneOf")[0])
        if isinstance(value, dict | list):
            simplify(value)
