"""What is wrong with a body or a query string, in the terms of JSON Schema."""

from enum import StrEnum
from typing import NotRequired
from urllib.parse import quote

from fastapi.exceptions import RequestValidationError
from pydantic import ConfigDict, with_config
from typing_extensions import TypedDict

MAX_ERRORS = 50
MAX_NAME = 100


class Code(StrEnum):
    """The keyword that failed, or what no schema can say, with a sentence for each."""

    REQUIRED = "required", "A value is required."
    TYPE = "type", "The value has the wrong type."
    MIN_LENGTH = "minLength", "The value is too short."
    MAX_LENGTH = "maxLength", "The value is too long."
    PATTERN = "pattern", "The value does not have the right form."
    ENUM = "enum", "The value is not one of the choices."
    MINIMUM = "minimum", "The value is too small."
    MAXIMUM = "maximum", "The value is too large."
    ADDITIONAL_PROPERTIES = "additionalProperties", "This name is not known here."
    UNIQUE = "unique", "This value is already taken."
    CREDENTIALS = "credentials", "This is not the current password."
    CURSOR = "cursor", "This is not a cursor that a page gave."
    REPEATED = "repeated", "This parameter can be given only once."

    sentence: str

    def __new__(cls, keyword: str, sentence: str) -> "Code":
        member = str.__new__(cls, keyword)
        member._value_ = keyword
        member.sentence = sentence
        return member


# By pydantic's name of an error; every other one is about the type.
CODES = {
    "missing": Code.REQUIRED,
    "string_too_short": Code.MIN_LENGTH,
    "string_too_long": Code.MAX_LENGTH,
    "string_pattern_mismatch": Code.PATTERN,
    "literal_error": Code.ENUM,
    "greater_than_equal": Code.MINIMUM,
    "less_than_equal": Code.MAXIMUM,
    "extra_forbidden": Code.ADDITIONAL_PROPERTIES,
    "cursor": Code.CURSOR,
}


@with_config(ConfigDict(extra="forbid", json_schema_extra={"minProperties": 3, "maxProperties": 3}))
class ErrorItem(TypedDict):
    """One wrong member of the body, or one wrong parameter."""

    pointer: NotRequired[str]
    parameter: NotRequired[str]
    code: Code
    detail: str


def wrong_member(code: Code, *name: str) -> ErrorItem:
    """An error at a member of the body, or at the body as a whole."""
    steps = [step[:MAX_NAME].replace("~", "~0").replace("/", "~1") for step in name]
    pointer = "/".join(["#", *(quote(step, safe="", errors="replace") for step in steps)])
    return ErrorItem(pointer=pointer, code=code, detail=code.sentence)


def wrong_parameter(code: Code, name: str) -> ErrorItem:
    """An error of a query parameter."""
    return ErrorItem(parameter=name[:MAX_NAME], code=code, detail=code.sentence)


def list_errors(error: RequestValidationError) -> list[ErrorItem]:
    """One item per wrong field, as many as an answer may hold."""
    items = []
    for found in error.errors()[:MAX_ERRORS]:
        code = CODES.get(found["type"], Code.TYPE)
        part, *name = found["loc"]
        if part == "body":
            items.append(wrong_member(code, *name))
        elif isinstance(found["input"], list) and code is not Code.ADDITIONAL_PROPERTIES:
            items.append(wrong_parameter(Code.REPEATED, *name))
        else:
            items.append(wrong_parameter(code, *name))
    return items
