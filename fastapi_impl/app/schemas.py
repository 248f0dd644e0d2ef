"""What all request and response schemas share: base classes, text, times, and ids in paths."""

from datetime import datetime
from typing import Annotated

from fastapi import Depends, HTTPException, Path, Request
from pydantic import BaseModel, ConfigDict, PlainSerializer, WithJsonSchema
from starlette.convertors import IntegerConvertor, register_url_convertor

# The highest integer that JSON numbers of every client hold (RFC 8259, section 6).
MAX_ID = 2**53 - 1

# Control characters; in a text tab and line ends are fine.
CONTROL = r"\x00-\x1F\x7F-\x9F"
CONTROL_IN_TEXT = r"\x00-\x08\x0B\x0C\x0E-\x1F\x7F-\x9F"
LINE = rf"^[^{CONTROL}]*$"
TEXT = rf"^[^{CONTROL_IN_TEXT}]*$"
# The same, and not only white space.
LINE_NOT_BLANK = rf"^[^{CONTROL}]*[^\s{CONTROL}][^{CONTROL}]*$"
TEXT_NOT_BLANK = rf"^[^{CONTROL_IN_TEXT}]*[^\s{CONTROL}][^{CONTROL_IN_TEXT}]*$"


class IdConvertor(IntegerConvertor):
    """`{name:id}` in a path: a positive integer of at most 16 digits, anything else is 404.

    `{name:int}` takes thousands of digits, on which `int()` raises.
    """

    regex = "[1-9][0-9]{0,15}"


register_url_convertor("id", IdConvertor())


class RequestModel(BaseModel):
    """A request body: no coercion, no unknown members."""

    model_config = ConfigDict(strict=True, extra="forbid")


async def require_json(request: Request) -> None:
    """415 for a body that is not declared as JSON; FastAPI itself says 422."""
    media_type = request.headers.get("Content-Type", "").partition(";")[0].strip()
    if media_type.lower() != "application/json":
        raise HTTPException(415)


JSON = Depends(require_json)


class ResponseModel(BaseModel):
    """A response body, made from a row."""

    model_config = ConfigDict(from_attributes=True, extra="forbid")


Id = Annotated[int, Path(examples=[1])]


def rfc3339(time: datetime) -> str:
    """With six fraction digits and `Z`; all times of models are in UTC."""
    return time.isoformat(timespec="microseconds").replace("+00:00", "Z")


Time = Annotated[
    datetime,
    PlainSerializer(rfc3339, return_type=str),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]
