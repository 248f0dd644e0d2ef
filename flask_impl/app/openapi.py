"""The document at /openapi.json, made from the decorators of the views, and the page at /docs."""

from collections.abc import Callable
from typing import Any

import flask
import flask_smorest
from flask import Flask, Response
from werkzeug.routing import BaseConverter

from app.fields import MAX_ID
from app.parsers import Parser
from app.problems import CODES, MAX_ERRORS, SLUGS, TYPES

REQUEST_ID = {"required": True, "schema": {"type": "string", "pattern": "^[A-Za-z0-9._-]{1,128}$"}}
LOCATION = {
    "required": True,
    "schema": {"type": "string", "pattern": "^/api/v1/(users|posts)/[1-9][0-9]{0,17}$"},
}
ETAG = {
    "required": True,
    "schema": {"type": "string", "pattern": '^"[1-9][0-9]{0,17}-[1-9][0-9]*"$'},
}
WWW_AUTHENTICATE = {
    "required": True,
    "schema": {"type": "string", "enum": ["Bearer", 'Bearer error="invalid_token"']},
}
RETRY_AFTER = {"required": True, "schema": {"type": "integer", "minimum": 1}}
IF_MATCH = {"name": "If-Match", "in": "header", "schema": {"type": "string"}}
IF_NONE_MATCH = {"name": "If-None-Match", "in": "header", "schema": {"type": "string"}}
HEADERS = {401: {"WWW-Authenticate": WWW_AUTHENTICATE}, 503: {"Retry-After": RETRY_AFTER}}

ID = {"type": "integer", "minimum": 1, "maximum": MAX_ID}
STRING = {"type": "string"}
PROBLEM: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {
            "type": "string",
            "enum": [f"urn:problem-type:{slug}" for slug in TYPES],
        },
        "title": STRING,
        "status": {"type": "integer"},
        "detail": STRING,
    },
}
ERROR_ITEM = {
    "type": "object",
    "additionalProperties": False,
    "required": ["code", "detail"],
    "minProperties": 3,
    "maxProperties": 3,
    "properties": {
        "pointer": STRING,
        "parameter": STRING,
        "code": {"type": "string", "enum": list(CODES)},
        "detail": STRING,
    },
}
PROBLEM_WITH_ERRORS = PROBLEM | {
    "required": [*PROBLEM["required"], "errors"],
    "properties": PROBLEM["properties"]
    | {"errors": {"type": "array", "minItems": 1, "maxItems": MAX_ERRORS, "items": ERROR_ITEM}},
}

SMOREST = {
    "API_TITLE": "Users and posts",
    "API_VERSION": "1.0.0",
    "OPENAPI_VERSION": "3.1.0",
    "OPENAPI_URL_PREFIX": "/",
}

View = Callable[..., Any]
Headers = dict[str, dict[str, Any]]


def documented(*statuses: int, **doc: Any) -> Callable[[View], View]:
    """Add to the document of a view: the problems it answers, and anything else of an operation."""
    decorator: Callable[[View], View] = flask_smorest.Blueprint.doc(
        responses={status: component(status) for status in statuses}, **doc
    )
    return decorator


def component(status: int) -> str:
    """The name of a problem in the document: NotFound for 404."""
    return SLUGS[status].title().replace("-", "")


class Blueprint(flask_smorest.Blueprint):  # type: ignore[misc] # flask-smorest is untyped
    """A blueprint that documents what its operations have in common."""

    ARGUMENTS_PARSER = Parser()

    def __init__(
        self, *args: Any, problems: tuple[int, ...] = (400, 500, 503), **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.problems = problems

    def add_url_rule(self, rule: str, endpoint: str | None, view: View, **options: Any) -> None:
        verb, *nouns = view.__name__.split("_")
        operation_id = verb + "".join(noun.title() for noun in nouns)
        view = documented(*self.problems, operationId=operation_id)(view)
        super().add_url_rule(rule, endpoint, view, **options)

    def arguments(self, schema: Any, *, location: str = "json", **options: Any) -> Any:
        takes = super().arguments(schema, location=location, **options)
        problems = documented(*(413, 415, 422) if location == "json" else (422,))
        return lambda view: problems(takes(view))

    def response(
        self, status: int, schema: Any = None, *, headers: Headers | None = None, **options: Any
    ) -> Any:
        headers = {"X-Request-ID": REQUEST_ID, **(headers or {})}
        return super().response(status, schema, headers=headers, **options)

    def alt_response(self, status: int, *, headers: Headers | None = None, **options: Any) -> Any:
        headers = {"X-Request-ID": REQUEST_ID, **(headers or {})}
        return super().alt_response(status, headers=headers, **options)


class Api(flask_smorest.Api):  # type: ignore[misc] # flask-smorest is untyped
    DEFAULT_ERROR_RESPONSE_NAME = None


class IdConverter(BaseConverter):
    """An id in a path, in ASCII and within 64 bits; anything else makes an unknown path."""

    regex = "[1-9][0-9]{0,17}"

    def to_python(self, value: str) -> int:
        return int(value)


docs = flask.Blueprint("docs", __name__, static_folder="swagger_ui", static_url_path="/docs")


@docs.get("/docs")
def show_docs() -> Response:
    """Swagger UI, served whole from here."""
    page = docs.send_static_file("index.html")
    page.headers["Content-Security-Policy"] = (
        "default-src 'none'; connect-src 'self'; img-src 'self' data:; script-src 'self'; "
        "style-src 'self' 'unsafe-inline'; frame-ancestors 'none'"
    )
    return page


def init_app(app: Flask, *blueprints: Blueprint) -> None:
    app.url_map.converters["id"] = IdConverter
    app.url_map.merge_slashes = False
    app.config.from_mapping(SMOREST)
    api = Api(app)
    api.register_converter(IdConverter, lambda _: ID)
    api.spec.components.security_scheme("BearerAuth", {"type": "http", "scheme": "bearer"})
    api.spec.components.schema("Problem", PROBLEM)
    api.spec.components.schema("ProblemWithErrors", PROBLEM_WITH_ERRORS)
    for status, slug in SLUGS.items():
        schema = "ProblemWithErrors" if status in (409, 422) else "Problem"
        api.spec.components.response(
            component(status),
            {
                "description": TYPES[slug][1],
                "headers": {"X-Request-ID": REQUEST_ID, **HEADERS.get(status, {})},
                "content": {"application/problem+json": {"schema": schema}},
            },
        )
    for blueprint in blueprints:
        api.register_blueprint(blueprint)
    app.register_blueprint(docs)
