"""Mutants: methods (H3) and HEAD (H4)."""

import dataclasses
from typing import Any

from tests.mutation.mutants.registry import Right, mutant
from tests.mutation.reference_server import app, problems, routing, wire
from tests.mutation.reference_server.messages import Request, Response


@mutant(routing.known_method, "H3")
def allow_missing(right: Right, request: Request, methods: Any) -> Any:
    """A 405 does not say what is allowed."""
    try:
        return right(request, methods)
    except problems.ProblemError as problem:
        raise dataclasses.replace(problem, headers={}) from None


@mutant(routing.allow, "H3")
def allow_of_one_method(right: Right, methods: Any) -> Any:
    """Allow names only one of the methods."""
    return next(iter(methods))


@mutant(routing.known_method, "H3")
def unknown_method_not_found(right: Right, request: Request, methods: Any) -> Any:
    """A method which a path does not have is 404."""
    if request.method not in {*methods, "HEAD"}:
        raise problems.not_found()
    return right(request, methods)


@mutant(app.dispatch, "H4")
def head_of_no_length(right: Right, service: Any, request: Request) -> Any:
    """HEAD says that the length is 0."""
    response = right(service, request)
    return dataclasses.replace(response, content=b"") if request.method == "HEAD" else response


@mutant(app.dispatch, "H4")
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
