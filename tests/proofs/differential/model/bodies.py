"""Bodies: a declared type, a JSON text, an object that fits its shape (H5, H6, E2)."""

import json
from typing import Any

from tests.proofs.differential.exchange import Request
from tests.proofs.differential.model.fields import Shape, faults
from tests.proofs.differential.model.problems import ProblemError, wrong_members


def check_text(request: Request) -> None:
    """What is wrong before any value is looked at."""
    if request.values("Content-Type") != ["application/json"]:
        raise ProblemError("unsupported-media-type")
    try:
        json.loads(request.body or b"")
    except ValueError:
        raise ProblemError("malformed-request") from None


def members(request: Request, shape: Shape) -> dict[str, Any]:
    """The body as an object that fits its shape."""
    found = json.loads(request.body or b"")
    if not isinstance(found, dict):
        raise ProblemError("validation-failed", {("pointer", "#"): "type"})
    if codes := faults(found, shape):
        raise wrong_members(codes)
    return found
