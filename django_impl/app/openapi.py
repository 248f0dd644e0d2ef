"""What the generated document says of every operation."""

from typing import Any

from drf_spectacular import openapi
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers

from app.fields import ChoiceField
from app.problems import CODES, MAX_ERRORS, SLUGS, TYPES

Schema = dict[str, Any]

LOCATION = OpenApiParameter(
    "Location",
    {"type": "string", "pattern": "^/api/v1/(users|posts)/[1-9][0-9]{0,17}$"},
    "header",
    required=True,
    response=[201],
)
ETAG = OpenApiParameter(
    "ETag",
    {"type": "string", "pattern": '^"[1-9][0-9]{0,17}-[1-9][0-9]*"$'},
    "header",
    required=True,
    response=[200, 201, 304],
)
IF_MATCH = OpenApiParameter("If-Match", str, "header")
IF_NONE_MATCH = OpenApiParameter("If-None-Match", str, "header")

HEADERS: dict[str, Schema] = {
    "X-Request-ID": {"type": "string", "pattern": "^[A-Za-z0-9._-]{1,128}$"},
    "WWW-Authenticate": {"type": "string", "enum": ["Bearer", 'Bearer error="invalid_token"']},
    "Retry-After": {"type": "integer", "minimum": 1},
}
PROBLEM_HEADERS = {401: ["WWW-Authenticate"], 503: ["Retry-After"]}

MARKS = {"readOnly", "writeOnly"}
# What is asked of a value that is sent, and not of one that is answered.
DEMANDS = {"minLength", "maxLength", "pattern", "default"}


class ProblemSerializer(serializers.Serializer[Any]):
    type = ChoiceField([f"urn:problem-type:{slug}" for slug in TYPES])
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()


class ErrorItemSerializer(serializers.Serializer[Any]):
    pointer = serializers.CharField()
    parameter = serializers.CharField()
    code = ChoiceField(list(CODES))
    detail = serializers.CharField()


class ProblemWithErrorsSerializer(ProblemSerializer):
    def get_fields(self) -> dict[str, Any]:
        # Not declared above: a serializer has an attribute of this name.
        items = serializers.ListField(
            child=ErrorItemSerializer(), min_length=1, max_length=MAX_ERRORS
        )
        return {**super().get_fields(), "errors": items}


class AutoSchema(openapi.AutoSchema):
    """Adds the errors that follow from what a view takes, and the headers of every answer."""

    def get_operation(self, *args: Any, **kwargs: Any) -> Schema | None:
        operation: Schema | None = super().get_operation(*args, **kwargs)
        if operation is None:
            return None
        responses = operation["responses"]
        for status in {int(status) for status in responses} | self.usual_errors(operation):
            response = responses.setdefault(str(status), {})
            if status >= 400:
                response |= self.problem(status)
            for name in ["X-Request-ID", *PROBLEM_HEADERS.get(status, [])]:
                header = {"required": True, "schema": HEADERS[name]}
                response.setdefault("headers", {})[name] = header
        return operation

    def usual_errors(self, operation: Schema) -> set[int]:
        statuses = {400, 500}
        if getattr(self.view, "uses_database", True):
            statuses.add(503)
        if "security" in operation:
            statuses.add(401)
        # One row may be missing; what changes it is for its author alone, and conditional.
        if "{" in self.path:
            statuses |= {404} if self.method == "GET" else {403, 404, 412}
        if "requestBody" in operation:
            operation["requestBody"]["required"] = True
            statuses |= {413, 415, 422}
        if self._is_list_view():
            statuses.add(422)
        return statuses

    def problem(self, status: int) -> Schema:
        shape = ProblemWithErrorsSerializer if status in {409, 422} else ProblemSerializer
        schema = self.resolve_serializer(shape, "response").ref
        return {
            "description": TYPES[SLUGS[status]][1],
            "content": {"application/problem+json": {"schema": schema}},
        }


class BearerScheme(OpenApiAuthenticationExtension):
    target_class = "app.auth.BearerAuthentication"
    name = "BearerAuth"

    def get_security_definition(self, auto_schema: openapi.AutoSchema) -> Schema:
        return {"type": "http", "scheme": "bearer"}


def complete(result: Schema, **options: Any) -> Schema:
    """Close all shapes; an answer has all members, but for those that only some errors have."""
    schemas = result["components"]["schemas"]
    for name, schema in schemas.items():
        schema["additionalProperties"] = False
        is_answer = not name.endswith("Request")
        for member in schema["properties"].values():
            dropped = MARKS | (DEMANDS if is_answer and "readOnly" not in member else set())
            # A default fills in at a creation, not at a change.
            if name.startswith("Patched"):
                dropped.add("default")
            for keyword in dropped:
                member.pop(keyword, None)
        if is_answer:
            schema["required"] = list(schema["properties"])
    schemas["ErrorItem"] |= {"minProperties": 3, "maxProperties": 3, "required": ["code", "detail"]}
    return result
