"""The generated document, and the page that shows it."""

from pathlib import Path

from fastapi import APIRouter, FastAPI
from fastapi.openapi.docs import get_swagger_ui_html
from fastapi.responses import HTMLResponse
from fastapi.routing import APIRoute

from app.auth import CHALLENGES
from app.fields import MAX_ID
from app.problems import Problem, ProblemType, ProblemWithErrors
from app.requests import StrictRoute

Documented = dict[int | str, dict[str, object]]

SWAGGER_UI = Path(__file__).parent / "swagger_ui"
PAGE_POLICY = (
    "default-src 'self'; img-src 'self' data:; script-src 'self' 'unsafe-inline'; "
    "style-src 'self' 'unsafe-inline'; frame-ancestors 'none'"
)
BODY = (
    ProblemType.CONTENT_TOO_LARGE,
    ProblemType.UNSUPPORTED_MEDIA_TYPE,
    ProblemType.VALIDATION_FAILED,
)
HEADERS: dict[str, dict[str, object]] = {
    "X-Request-ID": {"type": "string", "pattern": "^[A-Za-z0-9._-]{1,128}$"},
    "Location": {"type": "string", "pattern": "^/api/v1/(users|posts)/[1-9][0-9]{0,17}$"},
    "ETag": {"type": "string", "pattern": '^"[1-9][0-9]{0,17}-[1-9][0-9]*"$'},
    "WWW-Authenticate": {"type": "string", "enum": CHALLENGES},
    "Retry-After": {"type": "integer", "minimum": 1},
}
PROBLEM_HEADERS = {401: ("WWW-Authenticate",), 503: ("Retry-After",)}
OPTIONAL_TOKEN: dict[str, object] = {"security": [{}]}

router = APIRouter(route_class=StrictRoute, include_in_schema=False)


def headers(*names: str) -> dict[str, object]:
    """The documentation of these headers of an answer."""
    return {name: {"required": True, "schema": HEADERS[name]} for name in names}


def documented(*kinds: ProblemType) -> Documented:
    """The documentation of the problems that an operation can answer."""
    listing = {ProblemType.CONFLICT, ProblemType.VALIDATION_FAILED}
    return {
        kind.status: {
            "model": ProblemWithErrors if kind in listing else Problem,
            "headers": headers(*PROBLEM_HEADERS.get(kind.status, ())),
        }
        for kind in kinds
    }


COMMON = documented(
    ProblemType.MALFORMED_REQUEST, ProblemType.INTERNAL_ERROR, ProblemType.UNAVAILABLE
)


def operation_id(route: APIRoute) -> str:
    """The name of the endpoint, as clients in other languages like to read it."""
    first, *rest = route.name.split("_")
    return first + "".join(word.capitalize() for word in rest)


class Api(FastAPI):
    """FastAPI, but for what its document cannot say of errors."""

    def openapi(self) -> dict[str, object]:
        document = super().openapi()
        for path in document["paths"].values():
            for operation in path.values():
                correct_answers(operation["responses"])
        restore_integers(document)
        for unused in ("HTTPValidationError", "ValidationError"):
            document["components"]["schemas"].pop(unused, None)
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


def correct_answers(answers: dict[str, dict[str, dict[str, object]]]) -> None:
    """Errors have their own media type, not every operation has a 422, every answer has an id."""
    for status, answer in list(answers.items()):
        content = answer.get("content", {})
        if status >= "400" and "application/json" in content:
            content["application/problem+json"] = content.pop("application/json")
        if "HTTPValidationError" in str(content):
            del answers[status]
        answer.setdefault("headers", {}).update(headers("X-Request-ID"))


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
