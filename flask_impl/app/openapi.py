"""The document at /openapi.json, made from the decorators of the views, and the page at /docs."""

from collections.abc import Callable, Sequence
from typing import Any

import flask
import flask_smorest
from flask import Flask, Response
from marshmallow import Schema, fields
from marshmallow.validate import Length, OneOf

from app.fields import AnswerSchema, IdConverter
from app.parsers import Parser
from app.problems import CODES, MAX_ERRORS, SLUGS, TYPES

View = Callable[..., Any]
Headers = dict[str, str]

SETTINGS = {
    "API_TITLE": "Users and posts",
    "API_VERSION": "1.0.0",
    "OPENAPI_VERSION": "3.1.0",
    "OPENAPI_URL_PREFIX": "/",
}
PAGE_POLICY = (
    "default-src 'none'; connect-src 'self'; img-src 'self' data:; script-src 'self'; "
    "style-src 'self' 'unsafe-inline'; frame-ancestors 'none'"
)
HEADERS: dict[str, dict[str, Any]] = {
    "X-Request-ID": {"type": "string", "pattern": "^[A-Za-z0-9._-]{1,128}$"},
    "Location": {"type": "string", "pattern": "^/api/v1/(users|posts)/[1-9][0-9]{0,17}$"},
    "ETag": {"type": "string", "pattern": '^"[1-9][0-9]{0,17}-[1-9][0-9]*"$'},
    "WWW-Authenticate": {"type": "string", "enum": ["Bearer", 'Bearer error="invalid_token"']},
    "Retry-After": {"type": "integer", "minimum": 1},
}
PROBLEM_HEADERS = {401: ["WWW-Authenticate"], 503: ["Retry-After"]}
IF_MATCH = {"name": "If-Match", "in": "header", "schema": {"type": "string"}}
IF_NONE_MATCH = IF_MATCH | {"name": "If-None-Match"}


class ProblemSchema(AnswerSchema):
    type = fields.String(validate=OneOf([f"urn:problem-type:{slug}" for slug in TYPES]))
    title = fields.String()
    status = fields.Integer()
    detail = fields.String()


class ErrorItemSchema(Schema):
    pointer = fields.String()
    parameter = fields.String()
    code = fields.String(required=True, validate=OneOf(CODES))
    detail = fields.String(required=True)


class ProblemWithErrorsSchema(ProblemSchema):
    errors = fields.List(
        fields.Nested(ErrorItemSchema, metadata={"minProperties": 3, "maxProperties": 3}),
        validate=Length(1, MAX_ERRORS),
    )


def described(*headers: str) -> dict[str, Any]:
    """These headers of an answer, and the one that every answer has."""
    return {
        name: {"required": True, "schema": HEADERS[name]} for name in ("X-Request-ID", *headers)
    }


def documented(*statuses: int, **operation: Any) -> Callable[[View], View]:
    """Add to the documentation of a view: problems it can answer, and anything else."""
    problems = {status: SLUGS[status] for status in statuses}
    decorator: Callable[[View], View] = flask_smorest.Blueprint.doc(responses=problems, **operation)
    return decorator


class Blueprint(flask_smorest.Blueprint):
    """Documents what all operations have in common."""

    ARGUMENTS_PARSER = Parser(unknown=None)
    problems: tuple[int, ...] = (400, 500, 503)

    def add_url_rule(self, rule: str, endpoint: str | None, view: View, **options: Any) -> None:
        verb, *nouns = view.__name__.split("_")
        operation_id = verb + "".join(noun.title() for noun in nouns)
        view = documented(*self.problems, operationId=operation_id)(view)
        super().add_url_rule(rule, endpoint, view, **options)

    def arguments(self, schema: Any, *, location: str = "json", **options: Any) -> Any:
        decorator = super().arguments(schema, location=location, **options)
        problems = documented(*(413, 415, 422) if location == "json" else (422,))
        return lambda view: problems(decorator(view))

    def response(self, *args: Any, headers: Sequence[str] = (), **options: Any) -> Any:
        return super().response(*args, headers=described(*headers), **options)

    def alt_response(self, *args: Any, headers: Sequence[str] = (), **options: Any) -> Any:
        return super().alt_response(*args, headers=described(*headers), **options)


class Api(flask_smorest.Api):
    """Without a default answer: every status an operation has is listed."""

    DEFAULT_ERROR_RESPONSE_NAME = None


docs = flask.Blueprint("docs", __name__, static_folder="swagger_ui", static_url_path="/docs")


@docs.get("/docs")
def show_docs() -> Response:
    """Swagger UI, made of files of the application alone."""
    page = docs.send_static_file("index.html")
    page.headers["Content-Security-Policy"] = PAGE_POLICY
    return page


def init_app(app: Flask, *blueprints: Blueprint) -> None:
    app.config.from_mapping(SETTINGS)
    app.url_map.converters["id"] = IdConverter
    app.url_map.merge_slashes = False
    api = Api(app)
    document = api.spec.components
    document.security_scheme("BearerAuth", {"type": "http", "scheme": "bearer"})
    for status, slug in SLUGS.items():
        schema = ProblemWithErrorsSchema if status in (409, 422) else ProblemSchema
        answer = {
            "description": TYPES[slug][1],
            "headers": described(*PROBLEM_HEADERS.get(status, [])),
            "content": {"application/problem+json": {"schema": schema}},
        }
        document.response(slug, answer)
    for blueprint in blueprints:
        api.register_blueprint(blueprint)
    app.register_blueprint(docs)
