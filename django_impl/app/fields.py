"""Fields that take a value as it is or not at all, and the patterns that they publish.

Patterns end in `\\Z`, published as `$`, because Python's own `$` lets a line end through.
"""

import re
from functools import partial
from typing import Any, ClassVar

from django.core.validators import MaxLengthValidator, MinLengthValidator, RegexValidator
from drf_spectacular.drainage import set_override
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

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

USERNAME = r"^[a-z0-9_]+\Z"
EMAIL = rf"^{LOCAL_PART}@{DOMAIN}\Z"
LINE = rf"^[^{NOT_IN_LINE}]*\Z"
TEXT = rf"^[^{NOT_IN_TEXT}]*\Z"
TITLE = rf"^[{BLANK}]*{NOT_BLANK}[^{NOT_IN_LINE}]*\Z"
BODY = rf"^[\t\n\r{BLANK}]*{NOT_BLANK}[^{NOT_IN_TEXT}]*\Z"


@extend_schema_field({"type": "string"})
class StringField(serializers.Field[str, object, str, Any]):
    """A string as it was sent; the framework's own trims it, and makes one of a number."""

    default_error_messages: ClassVar = {"type": "Not a string."}

    def to_internal_value(self, data: object) -> str:
        if not isinstance(data, str) or re.search("[\ud800-\udfff]", data):
            self.fail("type")
        return data

    def to_representation(self, value: str) -> str:
        return value


def text(minimum: int, maximum: int, pattern: str) -> partial[StringField]:
    """A kind of string: bounds in code points, then a pattern."""
    validators: list[Any] = [MinLengthValidator(minimum)] if minimum else []
    validators += [MaxLengthValidator(maximum), RegexValidator(pattern, code="pattern")]
    return partial(StringField, validators=validators)


Username = text(3, 30, USERNAME)
Email = text(1, 254, EMAIL)
NewPassword = text(12, 128, LINE)
GivenPassword = text(1, 128, LINE)
GivenUsername = text(1, 254, LINE)
Bio = text(0, 500, TEXT)
Title = text(1, 200, TITLE)
Body = text(1, 50_000, BODY)


class ChoiceField(StringField):
    """One of a few words."""

    default_error_messages: ClassVar = {"enum": "Not one of the choices."}

    def __init__(self, choices: list[str], **options: Any) -> None:
        super().__init__(**options)
        self.choices = choices
        set_override(self, "field", {"type": "string", "enum": choices})

    def to_internal_value(self, data: object) -> str:
        word = super().to_internal_value(data)
        if word not in self.choices:
            self.fail("enum")
        return word


class IntegerField(serializers.IntegerField):
    """A query parameter of ASCII digits, as many as there may be."""

    default_error_messages: ClassVar = {"type": "Not an integer."}

    def to_internal_value(self, data: Any) -> int:
        match = re.fullmatch("(-?)([0-9]+)", data)
        if match is None:
            self.fail("type")
        # More digits than any bound has change nothing, and int() refuses thousands of them.
        return int(match[1] + "0" + match[2].lstrip("0")[:19])


@extend_schema_field({"type": "integer", "minimum": 1, "maximum": MAX_ID})
class IdField(IntegerField):
    """The id of a row."""

    def __init__(self, **options: Any) -> None:
        super().__init__(min_value=1, max_value=MAX_ID, **options)


@extend_schema_field({"type": "string", "format": "date-time", "pattern": TIME})
class TimeField(serializers.DateTimeField):
    """A time, as it is answered."""
