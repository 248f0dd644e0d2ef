"""Bodies as bytes (H5, H6)."""

import json

from tests.mutation.reference_server.messages import (
    MAX_BODY,
    Request,
    TooLargeError,
    UnreadableError,
)
from tests.mutation.reference_server.problems import ProblemError, malformed


def check_media_type(request: Request) -> None:
    declared = (request.only("Content-Type") or "").partition(";")[0].strip(" \t").lower()
    if declared != "application/json":
        raise ProblemError("unsupported-media-type", "The body must be application/json.")


def reject_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def parse_json(content: bytes) -> object:
    try:
        return json.loads(content.decode("utf-8"), parse_constant=reject_constant)
    except (ValueError, RecursionError):
        raise malformed("The body is not a JSON text in UTF-8.") from None


def sent_value(request: Request) -> object:
    """What is wrong with the body as bytes: 413, then 415, then 400."""
    try:
        content = request.body.read()
    except TooLargeError:
        detail = f"The body is larger than {MAX_BODY} bytes."
        raise ProblemError("content-too-large", detail) from None
    except UnreadableError as error:
        raise malformed(str(error)) from None
    check_media_type(request)
    return parse_json(content)
