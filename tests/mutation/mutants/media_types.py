"""Mutants: media types: of responses (H1) and of bodies (H5)."""

import dataclasses
import re
from typing import Any

from tests.mutation.mutants.registry import Right, mutant
from tests.mutation.reference_server import server
from tests.mutation.reference_server.messages import Request, Response


@mutant(server.problem_response, "H1")
def problems_as_plain_json(right: Right, problem: Any) -> Any:
    """An error is application/json."""
    return dataclasses.replace(right(problem), media_type="application/json")


@mutant(server.common_headers, "H1")
def charset_named(right: Right, request_id: str, response: Response) -> Any:
    """A JSON body is declared with a charset."""
    headers = right(request_id, response)
    named = {"Content-Type": f"{response.media_type}; charset=utf-8"} if response.media_type else {}
    return headers | named


@mutant(server.json_response, "H1")
def latin_1_responses(right: Right, *given: Any) -> Any:
    """A body is encoded in Latin-1."""
    response = right(*given)
    return dataclasses.replace(
        response, content=response.content.decode().encode("latin-1", "replace")
    )


@mutant(server.dispatch, "H1")
def accept_obeyed(right: Right, service: Any, request: Request) -> Any:
    """A request which accepts no JSON is 406."""
    accepted = request.only("Accept") or "*/*"
    return right(service, request) if re.search(r"json|\*/\*", accepted) else Response(406)


def with_type(request: Request, media_type: str) -> Request:
    return dataclasses.replace(request, headers=[("Content-Type", media_type)])


@mutant(server.check_media_type, "H5")
def any_media_type(right: Right, request: Request) -> Any:
    """Nobody looks at the Content-Type."""


@mutant(server.check_media_type, "H5")
def json_suffix_taken(right: Right, request: Request) -> Any:
    """Any +json type is taken for JSON."""
    if not (request.only("Content-Type") or "").endswith("+json"):
        right(request)


@mutant(server.check_media_type, "H5")
def wildcard_taken(right: Right, request: Request) -> Any:
    """A wildcard in the Content-Type is taken for JSON."""
    if "*" not in (request.only("Content-Type") or ""):
        right(request)


@mutant(server.check_media_type, "H5")
def missing_type_taken(right: Right, request: Request) -> Any:
    """A body without a Content-Type is taken for JSON."""
    if request.all("Content-Type"):
        right(request)


@mutant(server.check_media_type, "H5")
def empty_body_is_400_without_type(right: Right, request: Request) -> Any:
    """An empty body without a Content-Type is 400."""
    if request.body.read():
        right(request)


@mutant(server.check_media_type, "H5")
def content_coding_ignored(right: Right, request: Request) -> Any:
    """A Content-Encoding is ignored."""
    headers = [pair for pair in request.headers if pair[0].lower() != "content-encoding"]
    right(dataclasses.replace(request, headers=headers))


@mutant(server.check_media_type, "H5")
def second_type_ignored(right: Right, request: Request) -> Any:
    """Of two Content-Type headers the first counts."""
    right(with_type(request, [*request.all("Content-Type"), ""][0]))


@mutant(server.check_media_type, "H5")
def type_parameters_rejected(right: Right, request: Request) -> Any:
    """A Content-Type with parameters is 415."""
    parameters = ";" in (request.only("Content-Type") or "")
    right(with_type(request, "text/plain") if parameters else request)


@mutant(server.check_media_type, "H5")
def type_in_lower_case_only(right: Right, request: Request) -> Any:
    """A Content-Type in upper case is 415."""
    declared = request.only("Content-Type") or ""
    right(request if declared == declared.lower() else with_type(request, "text/plain"))


@mutant(server.sent_value, "H5")
def charset_obeyed(right: Right, request: Request) -> Any:
    """The charset parameter says how a body is decoded."""
    found = re.search("charset=([a-z0-9-]+)", request.only("Content-Type") or "")
    if found:
        request.body.content = request.body.read().decode(found[1]).encode()
    return right(request)
