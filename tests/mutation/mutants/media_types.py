"""Mutants: media types: of responses (H1) and of bodies (H5)."""

import dataclasses
from typing import Any

from tests.mutation.mutants.registry import Right, mutant
from tests.mutation.reference_server import bodies, problems
from tests.mutation.reference_server.messages import Request


@mutant(problems.problem_response, "H1")
def problems_as_plain_json(right: Right, problem: Any) -> Any:
    """An error is application/json."""
    return dataclasses.replace(right(problem), media_type="application/json")


@mutant(problems.json_response, "H1")
def latin_1_responses(right: Right, *given: Any) -> Any:
    """A body is encoded in Latin-1."""
    response = right(*given)
    return dataclasses.replace(
        response, content=response.content.decode().encode("latin-1", "replace")
    )


def with_type(request: Request, media_type: str) -> Request:
    return dataclasses.replace(request, headers=[("Content-Type", media_type)])


@mutant(bodies.check_media_type, "H5")
def any_media_type(right: Right, request: Request) -> Any:
    """Nobody looks at the Content-Type."""


@mutant(bodies.check_media_type, "H5")
def json_suffix_taken(right: Right, request: Request) -> Any:
    """Any +json type is taken for JSON."""
    if not (request.only("Content-Type") or "").endswith("+json"):
        right(request)


@mutant(bodies.check_media_type, "H5")
def missing_type_taken(right: Right, request: Request) -> Any:
    """A body without a Content-Type is taken for JSON."""
    if request.all("Content-Type"):
        right(request)


@mutant(bodies.check_media_type, "H5")
def type_parameters_rejected(right: Right, request: Request) -> Any:
    """A Content-Type with parameters is 415."""
    parameters = ";" in (request.only("Content-Type") or "")
    right(with_type(request, "text/plain") if parameters else request)
