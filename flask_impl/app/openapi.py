"""The API as flask-smorest serves it: problem details for errors, and the OpenAPI schema."""

from http import HTTPStatus
from typing import Any

import flask_smorest
from apispec import BasePlugin
from flask import Flask, Response, json, request
from flask.typing import ResponseReturnValue
from marshmallow import Schema, fields
from marshmallow.validate import Length, OneOf
from werkzeug.exceptions import HTTPException

from app.problems import DETAILS, PROBLEM_TYPES, http_problem
from app.schemas import Parser, ResponseSchema

BEARER = {"BearerAuth": list[str]()}
LOCATION = {
    "Location": {"description": "The path of the new resource.", "schema": {"type": "string"}}
}


class ProblemSchema(ResponseSchema):
    type = fields.String()
    title = fields.String()
    status = fields.Integer()
    detail = fields.String()


class ErrorItemSchema(Schema):
    pointer = fields.String()
    parameter = fields.String()
    code = fields.String(required=True, validate=OneOf(DETAILS))
    detail = fields.String(required=True)


class ProblemWithErrorsSchema(ProblemSchema):
    errors = fields.List(fields.Nested(ErrorItemSchema), validate=Length(1))


class CommonResponses(BasePlugin):
    """Documents the problems that follow from what an operation takes."""

    def operation_helper(
        self, path: str | None = None, operations: dict[str, Any] | None = None, **_: Any
    ) -> None:
        for operation in (operations or {}).values():
            causes = {
                400: "requestBody" in operation,
                401: operation.setdefault("security", []),
                404: "{" in (path or ""),
                412: any(each["name"] == "If-Match" for each in operation.get("parameters", [])),
                413: "requestBody" in operation,
                415: "requestBody" in operation,
                503: operation["tags"] != ["health"],
            }
            responses = operation.setdefault("responses", {})
            for status, cause in causes.items():
                if cause:
                    responses.setdefault(status, HTTPStatus(status).name)


class Blueprint(flask_smorest.Blueprint):
    ARGUMENTS_PARSER = Parser()

    def add_url_rule(
        self, rule: str, endpoint: Any = None, view_func: Any = None, **options: Any
    ) -> None:
        """Take the name of the view, in camel case, as its `operationId`."""
        first, *words = view_func.__name__.split("_")
        operation_id = first + "".join(word.capitalize() for word in words)
        documented = self.doc(operationId=operation_id)(view_func)
        super().add_url_rule(rule, endpoint, documented, **options)

    def arguments(self, schema: type[Schema], **options: Any) -> Any:
        """Make the schema once; a class would be instantiated for each request."""
        return super().arguments(schema(), **options)


class Api(flask_smorest.Api):
    ERROR_SCHEMA = ProblemSchema
    DEFAULT_ERROR_RESPONSE_NAME = None  # each operation lists its own

    def __init__(self) -> None:
        super().__init__(spec_kwargs={"extra_plugins": [CommonResponses()]})

    def init_app(self, app: Flask, **options: Any) -> None:
        super().init_app(app, **options)
        app.after_request(name_server)
        self.spec.components.schemas.pop("PaginationMetadata", None)  # of pages by number
        self.spec.components.security_scheme(
            "BearerAuth",
            {"type": "http", "scheme": "bearer", "description": "A token from `createToken`."},
        )
        for status, (_, detail) in PROBLEM_TYPES.items():
            schema = ProblemWithErrorsSchema if status in (409, 422) else ProblemSchema
            response = {
                "description": detail,
                "content": {"application/problem+json": {"schema": schema}},
            }
            self.spec.components.response(HTTPStatus(status).name, response, lazy=True)

    def handle_http_exception(self, error: HTTPException) -> ResponseReturnValue:
        return http_problem(error)


def name_server(response: Response) -> Response:
    """Let the OpenAPI schema name the application as its server, also below a path prefix."""
    if request.endpoint == "api-docs.openapi_json" and request.script_root:
        schema = response.get_json() | {"servers": [{"url": request.script_root}]}
        response.set_data(json.dumps(schema, sort_keys=False))
    return response
