"""Types of fields: what a string may hold, as it is checked and as the document publishes it."""

from datetime import UTC, datetime
from typing import Annotated, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    StringConstraints,
    TypeAdapter,
    WithJsonSchema,
)
from starlette.convertors import IntegerConvertor, register_url_convertor

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

CLOSED = ConfigDict(strict=True, extra="forbid")


class RequestModel(BaseModel):
    """A closed object, whose members are never coerced."""

    model_config = CLOSED


class AnswerModel(BaseModel):
    """A closed object with all of its members, made from a row."""

    model_config = ConfigDict(from_attributes=True, extra="forbid")


def text(minimum: int, maximum: int, pattern: str, lower: bool = False) -> StringConstraints:
    """Bounds in code points, then a pattern for the string as it was sent."""
    return StringConstraints(
        min_length=minimum or None, max_length=maximum, pattern=pattern, to_lower=lower
    )


Username = Annotated[str, text(3, 30, r"^[a-z0-9_]+$")]
Email = Annotated[str, text(1, 254, rf"^{LOCAL_PART}@{DOMAIN}$", lower=True)]
NewPassword = Annotated[str, text(12, 128, rf"^[^{NOT_IN_LINE}]*$")]
GivenPassword = Annotated[str, text(1, 128, rf"^[^{NOT_IN_LINE}]*$")]
GivenUsername = Annotated[str, text(1, 254, rf"^[^{NOT_IN_LINE}]*$")]
Bio = Annotated[str, text(0, 500, rf"^[^{NOT_IN_TEXT}]*$")]
Title = Annotated[str, text(1, 200, rf"^[{BLANK}]*{NOT_BLANK}[^{NOT_IN_LINE}]*$")]
Body = Annotated[str, text(1, 50_000, rf"^[\t\n\r{BLANK}]*{NOT_BLANK}[^{NOT_IN_TEXT}]*$")]

# A literal takes any value for a wrong choice: what is no string must fail as one first.
string = TypeAdapter(Annotated[str, Field(strict=True)]).validate_python
Status = Annotated[Literal["draft", "published"], BeforeValidator(string)]

Id = Annotated[int, Field(ge=1, le=MAX_ID)]


class IdConvertor(IntegerConvertor):
    """An id in a path; anything else in its place makes it an unknown path."""

    regex = "[1-9][0-9]{0,17}"


register_url_convertor("id", IdConvertor())


def rfc3339(time: datetime) -> str:
    """The one spelling of times: UTC, six fraction digits, Z."""
    return time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


Time = Annotated[
    datetime,
    PlainSerializer(rfc3339),
    WithJsonSchema({"type": "string", "format": "date-time", "pattern": TIME}),
]
