"""Fields that take a value as it is or not at all, and the patterns that they publish.

The codes of their errors are the keywords of JSON Schema. `\\Z`, published as `$`, because Python's
own `$` lets a line end through.
"""

import re
from typing import Any, ClassVar

from django.core.validators import MaxLengthValidator, MinLengthValidator, RegexValidator
from drf_spectacular.drainage import set_override
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

_SPACE = r"\u00A0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000"
_VISIBLE = rf"[^\u0000-\u0020\u007F-{_SPACE}]"
ONE_LINE = r"^[^\u0000-\u001F\u007F-\u009F]*\Z"
TEXT = r"^[^\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]*\Z"
TITLE = rf"^[ {_SPACE}]*{_VISIBLE}{ONE_LINE[1:]}"
BODY = rf"^[\t\n\r {_SPACE}]*{_VISIBLE}{TEXT[1:]}"
USERNAME = r"^[a-z0-9_]+\Z"
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_{|}~-]+"
_LABEL = r"[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
EMAIL = rf"^{_ATOM}(\.{_ATOM})*@({_LABEL}\.)+([A-Za-z]{{2,63}}|xn--[A-Za-z0-9]{{1,59}})\Z"


@extend_schema_field({"type": "string"})
class _ExactField(serializers.Field[str, object, str, Any]):
    """A string as it was sent: not trimmed, not made from anything else."""

    default_error_messages: ClassVar = {"type": "Not a string."}

    def to_internal_value(self, data: object) -> str:
        if not isinstance(data, str) or re.search("[\ud800-\udfff]", data):
            self.fail("type")
        return data

    def to_representation(self, value: str) -> str:
        return value


class StringField(_ExactField):
    """A string that fits a pattern."""

    def __init__(self, pattern: str, *, min_length: int = 0, max_length: int, **options: Any):
        # The first of these that fails is answered, and the document tells of all.
        validators: list[Any] = [MinLengthValidator(min_length)] if min_length else []
        validators += [MaxLengthValidator(max_length), RegexValidator(pattern, code="pattern")]
        super().__init__(validators=validators, **options)


class ChoiceField(_ExactField):
    """One of a few strings."""

    default_error_messages: ClassVar = {"enum": "Not one of the choices."}

    def __init__(self, choices: list[str], **options: Any) -> None:
        super().__init__(**options)
        self.choices = choices
        set_override(self, "field", {"type": "string", "enum": choices})

    def to_internal_value(self, data: object) -> str:
        choice = super().to_internal_value(data)
        if choice not in self.choices:
            self.fail("enum")
        return choice


ID_SCHEMA = {"type": "integer", "minimum": 1, "maximum": 10**18 - 1}


class IntegerField(serializers.IntegerField):
    """A query parameter of ASCII digits, as many as there may be."""

    default_error_messages: ClassVar = {"type": "Not an integer."}

    def to_internal_value(self, data: Any) -> int:
        found = re.fullmatch(r"(-?)0*+([0-9]*)", data)
        if not found or not data.strip("-"):
            self.fail("type")
        # The first 19 digits are enough to be out of every range.
        return int(f"{found[1]}{found[2][:19] or 0}")


@extend_schema_field(ID_SCHEMA)
class IdField(IntegerField):
    """The id of a row."""

    def __init__(self, **options: Any) -> None:
        super().__init__(min_value=1, max_value=10**18 - 1, **options)


@extend_schema_field(
    {
        "type": "string",
        "format": "date-time",
        "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z$",
    }
)
class TimeField(serializers.DateTimeField):
    """A time, as it is answered."""
