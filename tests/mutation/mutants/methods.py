"""Mutants: methods (H3) and HEAD (H4)."""

import dataclasses
from typing import Any

from tests.mutation.mutants.registry import Right, mutant
from tests.mutation.reference_server import server, wire
from tests.mutation.reference_server.messages import Request, Response


@mutant(server.known_method, "H3")
def allow_missing(right: Right, request: Request, methods: Any) -> Any:
    """A 405 does not say what is allowed."""
    try:
        return right(request, methods)
    except server.ProblemError as problem:
        raise dataclasses.replace(problem, headers={}) from None


@mutant(server.allow, "H3")
def allow_without_head(right: Right, methods: Any) -> Any:
    """Allow leaves out HEAD."""
    return ", ".join(methods)


@mutant(server.allow, "H3")
def allow_with_options(right: Right, methods: Any) -> Any:
    """Allow names OPTIONS."""
    return right(methods) + ", OPTIONS"


@mutant(server.allow, "H3")
def allow_of_one_method(right: Right, methods: Any) -> Any:
    """Allow names only one of the methods."""
    return next(iter(methods))


@mutant(server.dispatch, "H3")
def options_accepted(right: Right, service: Any, request: Request) -> Any:
    """OPTIONS is 204 on every path."""
    return Response(204) if request.method == "OPTIONS" else right(service, request)


@mutant(server.known_method, "H3", "H11")
def token_before_method(right: Right, request: Request, methods: Any) -> Any:
    """A method which a path does not have is 401 without a token."""
    if request.method not in {*methods, "HEAD"} and not request.all("Authorization"):
        raise server.no_token()
    return right(request, methods)


@mutant(server.known_method, "H3")
def unknown_method_not_found(right: Right, request: Request, methods: Any) -> Any:
    """A method which a path does not have is 404."""
    if request.method not in {*methods, "HEAD"}:
        raise server.not_found()
    return right(request, methods)


@mutant(server.known_method, "H3")
def method_in_any_case(right: Right, request: Request, methods: Any) -> Any:
    """A method in lower case is as good as one in upper case."""
    return right(dataclasses.replace(request, method=request.method.upper()), methods)


@mutant(server.known_method, "H4")
def head_rejected(right: Right, request: Request, methods: Any) -> Any:
    """HEAD is 405."""
    method = "NONE" if request.method == "HEAD" else request.method
    return right(dataclasses.replace(request, method=method), methods)


@mutant(server.dispatch, "H4")
def head_of_no_length(right: Right, service: Any, request: Request) -> Any:
    """HEAD says that the length is 0."""
    response = right(service, request)
    return dataclasses.replace(response, content=b"") if request.method == "HEAD" else response


@mutant(server.dispatch, "H4")
def head_without_entity_tag(right: Right, service: Any, request: Request) -> Any:
    """HEAD leaves out the ETag."""
    response = right(service, request)
    if request.method == "HEAD":
        response.headers = [pair for pair in response.headers if pair[0] != "ETag"]
    return response


@mutant(wire.written_content, "H4")
def head_with_content(right: Right, method: str, response: Response) -> Any:
    """HEAD sends the body as well."""
    return response.content
