"""Bodies as bytes (H5 to H7) and as JSON objects (H6, E2)."""

import json
from typing import Any, NoReturn

from tests.proofs.differential.exchange import Request
from tests.proofs.differential.model.fields import Shape, faults
from tests.proofs.differential.model.problems import ProblemError, wrong_members

DIGITS_TOO_MANY = 4300


def bytes_fault(request: Request) -> ProblemError | None:
    """What is wrong before any value is looked at: size, then type, then text."""
    if request.is_over_limit:
        return ProblemError("content-too-large", headers={"connection": "close"})
    types = request.values("Content-Type")
    plain = len(types) == 1 and types[0].partition(";")[0].strip().lower() == "application/json"
    if not plain or request.values("Content-Encoding"):
        return ProblemError("unsupported-media-type")
    try:
        value(request)
    except (ValueError, RecursionError):
        return ProblemError("malformed-request")
    return None


def value(request: Request) -> Any:
    return json.loads(
        request.content.decode("utf-8"), parse_constant=_reject, parse_int=_small_integer
    )


def members(request: Request, shape: Shape) -> dict[str, Any]:
    """The body as an object that fits its shape."""
    found = value(request)
    if not isinstance(found, dict):
        raise ProblemError("validation-failed", {("pointer", "#"): "type"})
    codes = faults(found, shape)
    if codes:
        raise wrong_members(codes)
    return found


def _reject(constant: str) -> NoReturn:
    raise ValueError(constant)


def _small_integer(digits: str) -> int:
    if len(digits) > DIGITS_TOO_MANY:
        raise ValueError("an integer of thousands of digits")
    return int(digits)
