"""What the generated document says of every operation."""

from typing import Any

from drf_spectacular import openapi
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.utils import OpenApiParameter

from app.problems import CODES, MAX_ERRORS, SLUGS, TYPES

Schema = dict[str, Any]


def answered(name: str, statuses: list[int], schema: Schema) -> OpenApiParameter:
    """A header of these answers."""
    return OpenApiParameter(name, schema, "header", required=True, response=statuses)


def sent(name: str, description: str) -> OpenApiParameter:
    """A header of the request."""
    return OpenApiParameter(name, str, "header", description=description)


LOCATION = answered(
    "Location", [201], {"type": "string", "pattern": "^/api/v1/(users|posts)/[1-9][0-9]{0,17}$"}
)
ETAG = answered(
    "ETag", [200, 201, 304], {"type": "string", "pattern": '^"[1-9][0-9]{0,17}-[1-9][0-9]*"$'}
)
IF_MATCH = sent("If-Match", "Entity-tags of which one must be the current one.")
IF_NONE_MATCH = sent("If-None-Match", "Entity-tags of copies that the caller holds.")

REQUEST_ID = {"type": "string", "pattern": "^[A-Za-z0-9._-]{1,128}$"}
CHALLENGE = {"type": "string", "enum": ["Bearer", 'Bearer error="invalid_token"']}
HEADERS = {
    "X-Request-ID": {"required": True, "schema": REQUEST_ID},
    "WWW-Authenticate": {"required": True, "schema": CHALLENGE},
    "Retry-After": {"required": True, "schema": {"type": "integer", "minimum": 1}},
}
HEADERS_OF = {401: ["WWW-Authenticate"], 503: ["Retry-After"]}

PROBLEM: Schema = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "enum": [f"urn:problem-type:{slug}" for slug in TYPES]},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
    },
}
ERROR_ITEM: Schema = {
    "type": "object",
    "required": ["code", "detail"],
    "minProperties": 3,
    "maxProperties": 3,
    "properties": {
        "pointer": {"type": "string"},
        "parameter": {"type": "string"},
        "code": {"type": "string", "enum": list(CODES)},
        "detail": {"type": "string"},
    },
}
ERRORS: Schema = {
    "type": "array",
    "minItems": 1,
    "maxItems": MAX_ERRORS,
    "items": {"$ref": "#/components/schemas/ErrorItem"},
}
PROBLEMS: Schema = {
    "Problem": PROBLEM,
    "ProblemWithErrors": {
        **PROBLEM,
        "required": [*PROBLEM["required"], "errors"],
        "properties": {**PROBLEM["properties"], "errors": ERRORS},
    },
    "ErrorItem": ERROR_ITEM,
}


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
                response |= problem_response(status)
            for header in ["X-Request-ID", *HEADERS_OF.get(status, [])]:
                reference = {"$ref": f"#/components/headers/{header}"}
                response.setdefault("headers", {})[header] = reference
        return operation

    def usual_errors(self, operation: Schema) -> set[int]:
        statuses = {400, 500}
        if getattr(self.view, "uses_database", True):
            statuses.add(503)
        if "security" in operation:
            statuses.add(401)
        if "{" in self.path:
            statuses |= {404} if self.method == "GET" else {403, 404, 412}
        if "requestBody" in operation:
            operation["requestBody"]["required"] = True
            statuses |= {413, 415, 422}
        if self._is_list_view():
            statuses.add(422)
        return statuses


def problem_response(status: int) -> Schema:
    shape = "ProblemWithErrors" if status in {409, 422} else "Problem"
    schema = {"$ref": f"#/components/schemas/{shape}"}
    return {
        "description": TYPES[SLUGS[status]][1],
        "content": {"application/problem+json": {"schema": schema}},
    }


class BearerScheme(OpenApiAuthenticationExtension):
    target_class = "app.auth.BearerAuthentication"
    name = "BearerAuth"

    def get_security_definition(self, auto_schema: openapi.AutoSchema) -> Schema:
        return {"type": "http", "scheme": "bearer"}


MARKS = {"readOnly", "writeOnly"}
# What is asked of a value that is sent, and not of one that is answered.
DEMANDS = {"minLength", "maxLength", "pattern", "default"}


def complete(result: Schema, **options: Any) -> Schema:
    """Add what no view brings, and close all shapes; an answer has all of its members."""
    components = result["components"]
    for name, schema in components["schemas"].items():
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
    components["headers"] = HEADERS
    components["schemas"] |= PROBLEMS
    for schema in components["schemas"].values():
        schema["additionalProperties"] = False
    return result
