"""What pydantic found wrong with a body or a query string, in the words of JSON Schema."""

from typing import Any

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse

from app.problems import MAX_ERRORS, ErrorItem, problem, wrong_member, wrong_parameter

# By pydantic's name of an error; every other one is about the type.
KEYWORDS = {
    "missing": "required",
    "string_too_short": "minLength",
    "string_too_long": "maxLength",
    "string_pattern_mismatch": "pattern",
    "literal_error": "enum",
    "greater_than_equal": "minimum",
    "less_than_equal": "maximum",
    "extra_forbidden": "additionalProperties",
    "cursor": "cursor",
}


async def answer_validation_error(_: Request, error: RequestValidationError) -> JSONResponse:
    """Report each wrong field once, as many of them as an answer may hold."""
    errors = [translate(found) for found in error.errors()[:MAX_ERRORS]]
    return problem("validation-failed", errors=errors)


def translate(found: dict[str, Any]) -> ErrorItem:
    """The error of one field; a parameter that came as a list was given more than once."""
    code = KEYWORDS.get(found["type"], "type")
    part, *path = found["loc"]
    if part == "body":
        return wrong_member(code, *path)
    if isinstance(found["input"], list) and code != "additionalProperties":
        code = "repeated"
    return wrong_parameter(code, *path)
