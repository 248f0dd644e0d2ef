"""The generated document, and the page that shows it."""

from http import HTTPStatus
from pathlib import Path

from fastapi import APIRouter, FastAPI
from fastapi.openapi.docs import get_swagger_ui_html
from fastapi.responses import HTMLResponse
from fastapi.routing import APIRoute
from pydantic.json_schema import JsonSchemaMode, models_json_schema

from app.auth import CHALLENGES
from app.fields import MAX_ID
from app.problems import Problem, ProblemWithErrors

Answers = dict[int | str, dict[str, object]]

SWAGGER_UI = Path(__file__).parent / "swagger_ui"
PAGE_POLICY = (
    "default-src 'self'; img-src 'self' data:; script-src 'self' 'unsafe-inline'; "
    "style-src 'self' 'unsafe-inline'; frame-ancestors 'none'"
)
PROBLEMS: list[tuple[type[Problem], JsonSchemaMode]] = [
    (Problem, "serialization"),
    (ProblemWithErrors, "serialization"),
]
COMPONENTS = "#/components/schemas/{model}"
HEADERS: dict[str, dict[str, object]] = {
    "X-Request-ID": {"type": "string", "pattern": "^[A-Za-z0-9._-]{1,128}$"},
    "Location": {"type": "string", "pattern": "^/api/v1/(users|posts)/[1-9][0-9]{0,17}$"},
    "ETag": {"type": "string", "pattern": '^"[1-9][0-9]{0,17}-[1-9][0-9]*"$'},
    "WWW-Authenticate": {"type": "string", "enum": CHALLENGES},
    "Retry-After": {"type": "integer", "minimum": 1},
}
PROBLEM_HEADERS = {401: ["WWW-Authenticate"], 503: ["Retry-After"]}
OPTIONAL_TOKEN: dict[str, object] = {"security": [{}]}

router = APIRouter(include_in_schema=False)


def with_headers(status: int, *names: str) -> Answers:
    """An answer with these headers, and with the one that every answer has."""
    named = {name: {"required": True, "schema": HEADERS[name]} for name in ("X-Request-ID", *names)}
    return {status: {"headers": named}}


def problems(*statuses: int) -> Answers:
    """The errors that an operation can answer beside those that follow from what it takes."""
    answers: Answers = {}
    for status in statuses:
        model = ProblemWithErrors if status in {409, 422} else Problem
        schema = {"$ref": COMPONENTS.format(model=model.__name__)}
        answers |= with_headers(status, *PROBLEM_HEADERS.get(status, []))
        answers[status]["description"] = HTTPStatus(status).phrase
        answers[status]["content"] = {"application/problem+json": {"schema": schema}}
    return answers


def operation_id(route: APIRoute) -> str:
    """The name of the endpoint in camel case."""
    verb, *nouns = route.name.split("_")
    return verb + "".join(noun.capitalize() for noun in nouns)


class Api(FastAPI):
    """FastAPI, whose document knows how errors are answered here."""

    def openapi(self) -> dict[str, object]:
        if self.openapi_schema:
            return self.openapi_schema
        document = super().openapi()
        for operation in [one for path in document["paths"].values() for one in path.values()]:
            takes = {parameter["in"] for parameter in operation.get("parameters", [])}
            statuses = [400, 500]
            if "security" in operation:
                statuses += [401]
            if "query" in takes:
                statuses += [422]
            if "requestBody" in operation:
                statuses += [413, 415, 422]
            answers = operation["responses"]
            answers.pop("422", None)
            answers |= {str(status): answer for status, answer in problems(*statuses).items()}
            for status, answer in answers.items():
                answer.setdefault("headers", with_headers(status)[status]["headers"])
        schemas = document["components"]["schemas"]
        for unused in ("HTTPValidationError", "ValidationError"):
            schemas.pop(unused)
        _, definitions = models_json_schema(PROBLEMS, ref_template=COMPONENTS)
        schemas |= definitions["$defs"]
        restore_integers(document)
        return document


def restore_integers(node: object) -> None:
    """FastAPI makes bounds floats, and so rounds the highest id, the largest of them, up."""
    if isinstance(node, list):
        for child in node:
            restore_integers(child)
    elif isinstance(node, dict):
        for name in {"minimum", "maximum"} & node.keys():
            node[name] = min(int(node[name]), MAX_ID)
        for child in node.values():
            restore_integers(child)


@router.get("/docs")
async def get_docs() -> HTMLResponse:
    """The interactive page, made of files of the app alone."""
    page = get_swagger_ui_html(
        openapi_url="/openapi.json",
        title="Users and posts",
        swagger_js_url="/docs/swagger-ui-bundle.js",
        swagger_css_url="/docs/swagger-ui.css",
        swagger_favicon_url="/docs/favicon-32x32.png",
        swagger_ui_parameters={"validatorUrl": None},
    )
    page.headers["Content-Security-Policy"] = PAGE_POLICY
    return page
