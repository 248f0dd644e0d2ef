"""Shapes and fields (E2, E4, S3, F1 to F8)."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from tests.mutation.reference_server.problems import error, error_at, invalid
from tests.mutation.reference_server.state import JsonObject


@dataclass(frozen=True)
class Field:
    shortest: int
    longest: int
    pattern: str
    code: str = "pattern"


@dataclass(frozen=True)
class Choice:
    choices: tuple[str, ...]


Shape = dict[str, Field | Choice]
ONE_LINE = r"[^\x00-\x1f\x7f-\x9f]*"
TEXT = r"[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]*"
NOT_BLANK = r"(?=\s*\S)"
LOCAL = r"[a-z0-9!#$%&'*+/=?^_{|}~-]+"
LABEL = "[a-z0-9](?:[a-z0-9-]*[a-z0-9])?"
ADDRESS = rf"(?i:{LOCAL}(\.{LOCAL})*@({LABEL}\.)+[a-z][a-z0-9-]*[a-z0-9])"
USERNAME = Field(3, 30, "[a-z0-9_]+")
EMAIL = Field(0, 254, ADDRESS, code="format")
PASSWORD = Field(12, 128, ONE_LINE)
BIO = Field(0, 500, TEXT)
TITLE = Field(1, 200, NOT_BLANK + ONE_LINE)
BODY = Field(1, 50_000, NOT_BLANK + TEXT)
STATUS = Choice(("draft", "published"))
GIVEN_USERNAME = Field(1, 254, ONE_LINE)
GIVEN_PASSWORD = Field(1, 128, ONE_LINE)
REGISTRATION: Shape = {"username": USERNAME, "email": EMAIL, "password": PASSWORD, "bio": BIO}
PROFILE: Shape = {"bio": BIO, "email": EMAIL, "password": PASSWORD}
PROFILE_UPDATE: Shape = {**PROFILE, "current_password": GIVEN_PASSWORD}
CREDENTIALS: Shape = {"username": GIVEN_USERNAME, "password": GIVEN_PASSWORD}
POST_FIELDS: Shape = {"title": TITLE, "body": BODY, "status": STATUS}


def is_string(value: object) -> bool:
    return isinstance(value, str) and not re.search("[\ud800-\udfff]", value)


def length_of(value: str) -> int:
    return len(value)


def field_error(rule: Field | Choice, value: Any) -> str | None:
    """The first thing wrong with a value: its type, its length, its pattern or choices."""
    if not is_string(value):
        return "type"
    if isinstance(rule, Choice):
        return None if value in rule.choices else "enum"
    if length_of(value) < rule.shortest:
        return "minLength"
    if length_of(value) > rule.longest:
        return "maxLength"
    return None if re.fullmatch(rule.pattern, value) else rule.code


def shape_errors(sent: JsonObject, shape: Shape, required: Iterable[str]) -> Iterator[JsonObject]:
    yield from (error_at(name, "required") for name in required if name not in sent)
    for name, rule in shape.items():
        if name in sent and (code := field_error(rule, sent[name])):
            yield error_at(name, code)
    yield from (error_at(name, "additionalProperties") for name in sent if name not in shape)


def check_shape(sent: object, shape: Shape, required: Iterable[str] = ()) -> JsonObject:
    if not isinstance(sent, dict):
        raise invalid([error("pointer", "#", "type")])
    if errors := list(shape_errors(sent, shape, required)):
        raise invalid(errors)
    return sent
