"""What pydantic found wrong with a request, as the `errors` of a problem."""

from collections.abc import Mapping
from typing import Any, NotRequired
from urllib.parse import quote

from pydantic import ConfigDict, with_config
from typing_extensions import TypedDict

# JSON Schema keywords by pydantic's types of errors; every other one is about the type.
KEYWORDS = {
    "missing": "required",
    "string_too_short": "minLength",
    "string_too_long": "maxLength",
    "string_pattern_mismatch": "pattern",
    "value_error": "format",
    "literal_error": "enum",
    "greater_than_equal": "minimum",
    "less_than_equal": "maximum",
    "extra_forbidden": "additionalProperties",
    "cursor": "cursor",
}


@with_config(ConfigDict(extra="forbid"))
class ErrorItem(TypedDict):
    """A wrong member of the body (a JSON pointer, RFC 6901) or a wrong parameter."""

    pointer: NotRequired[str]
    parameter: NotRequired[str]
    code: str
    detail: str


def error_item(found: Mapping[str, Any]) -> ErrorItem:
    """The item for one of pydantic's errors, whose `loc` begins with body or query."""
    code = KEYWORDS.get(found["type"], "type")
    place, *path = found["loc"]
    if place == "body":
        return wrong_member(code, found["msg"], *path)
    return {"parameter": path[-1], "code": code, "detail": found["msg"]}


def wrong_member(code: str, detail: str, *path: str) -> ErrorItem:
    """An error at a member of the body, or at the body itself."""
    names = (name.replace("~", "~0").replace("/", "~1") for name in path)
    pointer = "/".join(["#", *(quote(name, safe="", errors="replace") for name in names)])
    return {"pointer": pointer, "code": code, "detail": detail}
