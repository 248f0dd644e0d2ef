"""What the OpenAPI schema says beyond what FastAPI derives from the routers."""

from typing import Any, NotRequired

from fastapi import FastAPI
from fastapi.routing import APIRoute
from pydantic import ConfigDict, with_config
from typing_extensions import TypedDict

from app.problems import PROBLEM_TYPES
from app.schemas import ResponseModel

TAGS: list[dict[str, Any]] = [
    {"name": "users", "description": "Accounts and their owners."},
    {"name": "tokens", "description": "Logging in and out."},
    {"name": "posts", "description": "Drafts and published posts."},
    {"name": "health", "description": "For load balancers and supervisors."},
]

# The order in which a path lists them.
METHODS = ["post", "get", "head", "options", "put", "patch", "delete"]

# For `openapi_extra`: callers without a token too, although FastAPI takes it for required.
ANONYMOUS: dict[str, Any] = {"security": [{}]}


class Problem(ResponseModel):
    """An error response."""

    type: str
    title: str
    status: int
    detail: str


@with_config(ConfigDict(extra="forbid"))
class ErrorItem(TypedDict):
    """A wrong member of the body (a JSON pointer, RFC 6901) or a wrong parameter."""

    pointer: NotRequired[str]
    parameter: NotRequired[str]
    code: str
    detail: str


class ProblemWithErrors(Problem):
    """An error response with a list of what is wrong."""

    errors: list[ErrorItem]


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The error responses of an endpoint or router, for the OpenAPI schema."""
    models = {409: ProblemWithErrors, 422: ProblemWithErrors}
    return {
        status: {"model": models.get(status, Problem), "description": PROBLEM_TYPES[status][1]}
        for status in statuses
    }


BODY = problems(400, 413, 415, 422)

HEADERS = {
    "ETag": "The strong entity-tag of the resource.",
    "Location": "The path of the new resource.",
}


def sends(status: int, *names: str) -> dict[int | str, dict[str, Any]]:
    """The headers of a response, for `responses`."""
    schema = {"type": "string"}
    headers = {name: {"description": HEADERS[name], "schema": schema} for name in names}
    return {status: {"headers": headers}}


def operation_id(route: APIRoute) -> str:
    """The name of the endpoint in camel case."""
    first, *words = route.name.split("_")
    return first + "".join(word.capitalize() for word in words)


class Application(FastAPI):
    """FastAPI, with errors as `application/problem+json` and docstrings as summaries."""

    def openapi(self) -> dict[str, Any]:
        """The OpenAPI schema, made once."""
        if self.openapi_schema is None:
            schema = super().openapi()
            for path, operations in schema["paths"].items():
                methods = sorted(operations, key=METHODS.index)
                schema["paths"][path] = {method: operations[method] for method in methods}
                for operation in operations.values():
                    complete(operation)
            for name in ("HTTPValidationError", "ValidationError"):
                schema["components"]["schemas"].pop(name, None)
        return super().openapi()


def complete(operation: dict[str, Any]) -> None:
    """Say what FastAPI has no parameter for."""
    operation["summary"] = operation.pop("description", operation["summary"]).rstrip(".")
    operation.setdefault("security", [])
    responses = operation["responses"]
    # FastAPI adds its own 422 wherever there is a parameter.
    if responses.get("422", {}).get("description") == "Validation Error":
        del responses["422"]
    for status, response in responses.items():
        content = response.get("content", {})
        if status >= "400" and "application/json" in content:
            content["application/problem+json"] = content.pop("application/json")
