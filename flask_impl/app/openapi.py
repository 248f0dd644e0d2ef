"""The API as flask-smorest serves it: problem details for errors, and the OpenAPI schema."""

from http import HTTPStatus
from typing import Any

import flask_smorest
from apispec import BasePlugin
from flask import Flask
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from app.problems import PROBLEM_TYPES, ProblemSchema, ProblemWithErrorsSchema, problem_response
from app.schemas import Parser

BEARER = {"BearerAuth": list[str]()}


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
            for status, cause in causes.items():
                if cause:
                    operation["responses"].setdefault(status, HTTPStatus(status).name)


class Blueprint(flask_smorest.Blueprint):
    ARGUMENTS_PARSER = Parser()


class Api(flask_smorest.Api):
    ERROR_SCHEMA = ProblemSchema
    DEFAULT_ERROR_RESPONSE_NAME = None  # each operation lists its own

    def __init__(self) -> None:
        super().__init__(spec_kwargs={"extra_plugins": [CommonResponses()]})

    def init_app(self, app: Flask, **options: Any) -> None:
        super().init_app(app, **options)
        del self.spec.components.schemas["PaginationMetadata"]  # of pages by number
        self.spec.components.security_scheme("BearerAuth", {"type": "http", "scheme": "bearer"})
        for status, (_, detail) in PROBLEM_TYPES.items():
            schema = ProblemWithErrorsSchema if status in (409, 422) else ProblemSchema
            response = {
                "description": detail,
                "content": {"application/problem+json": {"schema": schema}},
            }
            self.spec.components.response(HTTPStatus(status).name, response, lazy=True)

    def handle_http_exception(self, error: HTTPException) -> ResponseReturnValue:
        return problem_response(error)
