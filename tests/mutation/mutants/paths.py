"""Mutants: paths (H2) and the ids in them (H8)."""

import re
from typing import Any

from tests.mutation.mutants.registry import Right, changed_name, mutant
from tests.mutation.reference_server import app, problems, routing
from tests.mutation.reference_server.messages import Request, Response


@mutant(routing.decoded_path, "H2")
def trailing_slash_served(right: Right, path: str) -> Any:
    """A trailing slash makes no other path."""
    return right(path).rstrip("/")


@mutant(app.dispatch, "H2")
def trailing_slash_redirected(right: Right, service: Any, request: Request) -> Any:
    """A path with a trailing slash redirects to the one without."""
    plain = request.path.rstrip("/")
    other = Response(308, headers=[("Location", plain)])
    return right(service, request) if plain == request.path else other


@mutant(routing.decoded_path, "H2")
def path_in_any_case(right: Right, path: str) -> Any:
    """Upper case in a path does not count."""
    return right(path).lower()


def id_form(name: str, sentence: str, pattern: str) -> None:
    changed_name(name, sentence, "PATH_ID", pattern, "H8")


id_form("id-with-leading-zeros", "An id in a path may begin with 0.", "([0-9]{1,16})")
id_form("id-with-plus", "An id in a path may have a plus sign.", r"\+?([1-9][0-9]{0,15})")
id_form("id-in-any-digits", "An id in a path may have digits of any script.", r"(\d{1,16})")
id_form("id-of-15-digits", "An id in a path has at most 15 digits.", "([1-9][0-9]{0,14})")
id_form("id-negative", "A negative id in a path counts as its amount.", "-?([1-9][0-9]{0,15})")


@mutant(routing.known_path, "H8")
def malformed_id_is_422(right: Right, request: Request) -> Any:
    """An id of another form is 422."""
    try:
        return right(request)
    except problems.ProblemError:
        if re.fullmatch("/api/v1/(users|posts)/[^/]+", request.path):
            raise problems.invalid([problems.error("parameter", "id", "type")]) from None
        raise
