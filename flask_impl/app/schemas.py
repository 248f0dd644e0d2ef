"""What all request and response schemas share. Error messages are the codes of the response."""

from datetime import datetime
from functools import partial
from typing import Any

import marshmallow
from flask import Request
from marshmallow import ValidationError, fields
from marshmallow.types import ErrorMessages
from marshmallow.validate import Length, Range, Regexp
from webargs.flaskparser import FlaskParser
from werkzeug.exceptions import BadRequest, UnsupportedMediaType
from werkzeug.routing import IntegerConverter

MAX_ID = 2**53 - 1  # the highest integer that JSON numbers hold in every client
LINE = r"[^\x00-\x1F\x7F-\x9F]"
TEXT = r"[^\x00-\x08\x0B\x0C\x0E-\x1F\x7F-\x9F]"
NOT_BLANK = r"(?=\s*\S)"

FIELD_CODES: ErrorMessages = {
    "required": "required",
    "null": "type",
    "invalid": "type",
    "too_large": "maximum",
}
SCHEMA_CODES = {"unknown": "additionalProperties", "type": "type"}


class RequestSchema(marshmallow.Schema):
    """An object without unknown members."""

    error_messages = SCHEMA_CODES


class ResponseSchema(marshmallow.Schema):
    """An object that always has all of its members, and no others."""

    def on_bind_field(self, field_name: str, field_obj: fields.Field[Any]) -> None:
        field_obj.required = True


class RowSchema(ResponseSchema):
    """The same of a row, whose members are attributes.

    marshmallow's own `dump` looks for items, defaults and hooks too, for each member anew; hooks
    and `data_key` mean nothing here.
    """

    def dump(self, obj: Any, *, many: bool | None = None) -> Any:
        if self.many if many is None else many:
            return [self.dump(each, many=False) for each in obj]
        members = self.dump_fields.items()
        return {name: field.serialize(name, obj, getattr) for name, field in members}


class String(fields.String):
    """A string that can be stored: one without lone surrogates."""

    default_error_messages = FIELD_CODES

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> str:
        text = super()._deserialize(value, *args, **kwargs)
        try:
            text.encode()
        except UnicodeEncodeError:
            raise self.make_error("invalid") from None
        return text


class Integer(fields.Integer):
    default_error_messages = FIELD_CODES

    def __init__(self, minimum: int, maximum: int, **kwargs: Any) -> None:
        bounds = [Range(min=minimum, error="minimum"), Range(max=maximum, error="maximum")]
        super().__init__(validate=bounds, **kwargs)


class FullMatch(Regexp):
    """A pattern of the whole value: `$` alone lets a final line feed through."""

    def __call__(self, value: Any) -> Any:
        if not self.regex.fullmatch(value):
            raise ValidationError("pattern")
        return value


class Text(String):
    """A string of a bounded length, in code points, that matches a pattern."""

    def __init__(self, minimum: int, maximum: int, pattern: str, **kwargs: Any) -> None:
        lengths = [Length(min=minimum, error="minLength"), Length(max=maximum, error="maxLength")]
        super().__init__(validate=[*lengths, FullMatch(f"^{pattern}$")], **kwargs)


class DateTime(fields.DateTime):
    """RFC 3339 in UTC, as all times are, always with six fraction digits."""

    def _serialize(self, value: datetime | None, *args: Any, **kwargs: Any) -> str | None:
        return value.isoformat(timespec="microseconds").replace("+00:00", "Z") if value else None


Id = partial(fields.Integer, validate=Range(1, MAX_ID))


class Parser(FlaskParser):
    """Takes JSON by Flask's own means: 415 unless it is declared, 400 unless it is JSON."""

    def load_json(self, req: Request, schema: marshmallow.Schema) -> Any:
        if req.mimetype != "application/json":
            raise UnsupportedMediaType
        try:
            return req.get_json()
        except RecursionError:
            raise BadRequest from None


class IdConverter(IntegerConverter):
    """`<id:name>` in a path: a positive integer of at most 16 digits, anything else is 404."""

    regex = "[1-9][0-9]{0,15}"
