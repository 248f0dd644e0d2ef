"""The document at /openapi.json, made from the routers, and the page at /docs."""

import json
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, FastAPI
from fastapi.openapi.docs import get_swagger_ui_html
from fastapi.responses import HTMLResponse
from fastapi.routing import APIRoute
from pydantic import BaseModel, Field, TypeAdapter

from app.fields import MAX_ID
from app.problems import MAX_ERRORS, SLUGS, TYPES, ErrorItem

Answers = dict[int | str, dict[str, object]]

SWAGGER_UI = Path(__file__).parent / "swagger_ui"
PAGE_POLICY = (
    "default-src 'self'; img-src 'self' data:; script-src 'self' 'unsafe-inline'; "
    "style-src 'self' 'unsafe-inline'; frame-ancestors 'none'"
)
COMPONENTS = "#/components/schemas/{model}"
HEADERS: dict[str, dict[str, object]] = {
    "X-Request-ID": {"type": "string", "pattern": "^[A-Za-z0-9._-]{1,128}$"},
    "Location": {"type": "string", "pattern": "^/api/v1/(users|posts)/[1-9][0-9]{0,17}$"},
    "ETag": {"type": "string", "pattern": '^"[1-9][0-9]{0,17}-[1-9][0-9]*"$'},
    "WWW-Authenticate": {"type": "string", "enum": ["Bearer", 'Bearer error="invalid_token"']},
    "Retry-After": {"type": "integer", "minimum": 1},
}
PROBLEM_HEADERS = {401: ["WWW-Authenticate"], 503: ["Retry-After"]}
OPTIONAL_TOKEN: dict[str, object] = {"security": [{}]}

docs = APIRouter(include_in_schema=False)


class Problem(BaseModel, extra="forbid"):
    """The body of an error answer."""

    type: Annotated[
        str, Field(json_schema_extra={"enum": [f"urn:problem-type:{s}" for s in TYPES]})
    ]
    title: str
    status: int
    detail: str


class ProblemWithErrors(Problem):
    """The body of an error answer that lists what is wrong."""

    errors: Annotated[list[ErrorItem], Field(min_length=1, max_length=MAX_ERRORS)]


def with_headers(status: int, *names: str) -> Answers:
    """An answer with these headers, and with the one that every answer has."""
    named = {name: {"required": True, "schema": HEADERS[name]} for name in ("X-Request-ID", *names)}
    return {status: {"headers": named}}


def problems(*statuses: int) -> Answers:
    """The errors that an operation can answer beside those that follow from what it takes."""
    answers: Answers = {}
    for status in statuses:
        model = "ProblemWithErrors" if status in {409, 422} else "Problem"
        schema = {"$ref": COMPONENTS.format(model=model)}
        answers |= with_headers(status, *PROBLEM_HEADERS.get(status, []))
        answers[status]["description"] = TYPES[SLUGS[status]][1]
        answers[status]["content"] = {"application/problem+json": {"schema": schema}}
    return answers


def operation_id(route: APIRoute) -> str:
    """The name of the endpoint in camel case."""
    verb, *nouns = route.name.split("_")
    return verb + "".join(noun.capitalize() for noun in nouns)


class Api(FastAPI):
    """FastAPI, whose document knows how errors are answered here."""

    def openapi(self) -> dict[str, Any]:
        if self.openapi_schema:
            return self.openapi_schema
        document = super().openapi()
        for path in document["paths"].values():
            for operation in path.values():
                complete(operation)
        schemas = document["components"]["schemas"]
        del schemas["HTTPValidationError"], schemas["ValidationError"]
        errors = TypeAdapter(Problem | ProblemWithErrors)
        schemas |= errors.json_schema(ref_template=COMPONENTS)["$defs"]
        self.openapi_schema = json.loads(json.dumps(document), parse_float=whole)
        return self.openapi_schema


def complete(operation: dict[str, Any]) -> None:
    """Add the errors that follow from what an operation takes, and the header of every answer.

    FastAPI's own summary is only the name of the endpoint in words.
    """
    operation["summary"] = operation.pop("description")
    statuses = [400, 500]
    if "security" in operation:
        statuses += [401]
    if any(parameter["in"] == "query" for parameter in operation.get("parameters", [])):
        statuses += [422]
    if "requestBody" in operation:
        statuses += [413, 415, 422]
    answers = operation["responses"]
    answers.pop("422", None)  # FastAPI's own, which knows another body
    answers |= {str(status): answer for status, answer in problems(*statuses).items()}
    for status, answer in answers.items():
        answer.setdefault("headers", with_headers(status)[status]["headers"])


def whole(number: str) -> int:
    """FastAPI makes bounds floats, and so rounds the highest id, the largest of them, up."""
    return min(int(float(number)), MAX_ID)


@docs.get("/docs")
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
