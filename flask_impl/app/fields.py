"""Fields that never coerce; their error messages are the codes of the answer."""

import re
from datetime import UTC, datetime
from functools import partial
from typing import Any

import marshmallow
from marshmallow import ValidationError, fields
from marshmallow.types import ErrorMessages
from marshmallow.validate import Length, OneOf, Range, Validator
from werkzeug.routing import IntegerConverter, Map

WIDE_BLANK = r"\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000"
BLANK = rf" \u00A0{WIDE_BLANK}"
NOT_BLANK = rf"[^\u0000-\u0020\u007F-\u00A0{WIDE_BLANK}]"
NOT_IN_LINE = r"\u0000-\u001F\u007F-\u009F"
NOT_IN_TEXT = r"\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F"
TIME = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z$"
# A validator library would know more about addresses, and disagree with every other one.
LOCAL_PART = r"[A-Za-z0-9!#$%&'*+/=?^_{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_{|}~-]+)*"
DOMAIN = r"([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+([A-Za-z]{2,63}|xn--[A-Za-z0-9]{1,59})"
MAX_ID = 999_999_999_999_999_999

OBJECT_CODES = {"unknown": "additionalProperties"}
FIELD_CODES: ErrorMessages = {"required": "required", "null": "type", "invalid": "type"}


class Pattern(Validator):
    """A pattern of the whole value: marshmallow's own lets a final line feed through."""

    def __init__(self, pattern: str) -> None:
        self.regex = re.compile(pattern)

    def __call__(self, value: str) -> str:
        if not self.regex.fullmatch(value):
            raise ValidationError("pattern")
        return value


class Schema(marshmallow.Schema):
    """A closed object."""

    error_messages = OBJECT_CODES


class AnswerSchema(marshmallow.Schema):
    """A closed object with all of its members."""

    def on_bind_field(self, field_name: str, field_obj: fields.Field[Any]) -> None:
        field_obj.required = True


class String(fields.String):
    """A string as it was sent, never made from anything else."""

    default_error_messages = FIELD_CODES

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> str:
        text = super()._deserialize(value, *args, **kwargs)
        try:
            text.encode()
        except UnicodeEncodeError:  # a lone surrogate makes it no string
            raise self.make_error("invalid") from None
        return text


class Text(String):
    """Bounds in code points, then a pattern."""

    def __init__(self, minimum: int, maximum: int, pattern: str, **kwargs: Any) -> None:
        shortest = Length(min=minimum or None, error="minLength")
        longest = Length(max=maximum, error="maxLength")
        super().__init__(validate=[shortest, longest, Pattern(pattern)], **kwargs)


Username = partial(Text, 3, 30, r"^[a-z0-9_]+$")
Email = partial(Text, 1, 254, rf"^{LOCAL_PART}@{DOMAIN}$", post_load=str.lower)
NewPassword = partial(Text, 12, 128, rf"^[^{NOT_IN_LINE}]*$")
GivenPassword = partial(Text, 1, 128, rf"^[^{NOT_IN_LINE}]*$")
GivenUsername = partial(Text, 1, 254, rf"^[^{NOT_IN_LINE}]*$")
Bio = partial(Text, 0, 500, rf"^[^{NOT_IN_TEXT}]*$")
Title = partial(Text, 1, 200, rf"^[{BLANK}]*{NOT_BLANK}[^{NOT_IN_LINE}]*$")
Body = partial(Text, 1, 50_000, rf"^[\t\n\r{BLANK}]*{NOT_BLANK}[^{NOT_IN_TEXT}]*$")


class Choice(String):
    """One of a few words."""

    def __init__(self, *choices: str, **kwargs: Any) -> None:
        super().__init__(validate=OneOf(choices, error="enum"), **kwargs)


Status = partial(Choice, "draft", "published")
Id = partial(fields.Integer, validate=Range(1, MAX_ID))


class Time(fields.DateTime):
    """RFC 3339 in UTC with six fraction digits."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(metadata={"pattern": TIME}, **kwargs)

    def _serialize(self, value: datetime | None, *args: Any, **kwargs: Any) -> str | None:
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ") if value else None


class QueryInteger(fields.Integer):
    """ASCII digits with an optional minus, however many."""

    default_error_messages = FIELD_CODES

    def __init__(self, minimum: int, maximum: int, **kwargs: Any) -> None:
        bounds = [Range(min=minimum, error="minimum"), Range(max=maximum, error="maximum")]
        super().__init__(validate=bounds, **kwargs)

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> int:
        match = re.fullmatch("(-?)([0-9]+)", value) if isinstance(value, str) else None
        if match is None:
            raise self.make_error("invalid")
        # More digits than any bound has change nothing, and int() refuses thousands of them.
        return int(match[1] + "0" + match[2].lstrip("0")[:19])


class IdConverter(IntegerConverter):
    """An id in a path; whatever is none makes the path unknown."""

    regex = "[1-9][0-9]{0,17}"

    def __init__(self, url_map: Map) -> None:
        super().__init__(url_map, min=1, max=MAX_ID)
