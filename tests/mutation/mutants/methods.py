"""Faults in methods (H3) and HEAD (H4)."""

import dataclasses
from typing import Any

from tests.mutation.mutants.registry import Right, fault
from tests.mutation.reference_server import server, wire
from tests.mutation.reference_server.messages import Answer, Request


@fault(server.known_method, "H3")
def allow_missing(right: Right, request: Request, methods: Any) -> Any:
    """A 405 does not say what is allowed."""
    try:
        return right(request, methods)
    except server.ProblemError as problem:
        raise dataclasses.replace(problem, headers={}) from None


@fault(server.allow, "H3")
def allow_without_head(right: Right, methods: Any) -> Any:
    """Allow leaves out HEAD."""
    return ", ".join(methods)


@fault(server.allow, "H3")
def allow_with_options(right: Right, methods: Any) -> Any:
    """Allow names OPTIONS."""
    return right(methods) + ", OPTIONS"


@fault(server.allow, "H3")
def allow_of_one_method(right: Right, methods: Any) -> Any:
    """Allow names only one of the methods."""
    return next(iter(methods))


@fault(server.dispatch, "H3")
def options_answered(right: Right, service: Any, request: Request) -> Any:
    """OPTIONS is 204 on every path."""
    return Answer(204) if request.method == "OPTIONS" else right(service, request)


@fault(server.known_method, "H3", "H11")
def token_before_method(right: Right, request: Request, methods: Any) -> Any:
    """A method which a path does not have is 401 without a token."""
    if request.method not in {*methods, "HEAD"} and not request.all("Authorization"):
        raise server.no_token()
    return right(request, methods)


@fault(server.known_method, "H3")
def unknown_method_not_found(right: Right, request: Request, methods: Any) -> Any:
    """A method which a path does not have is 404."""
    if request.method not in {*methods, "HEAD"}:
        raise server.not_found()
    return right(request, methods)


@fault(server.known_method, "H3")
def method_in_any_case(right: Right, request: Request, methods: Any) -> Any:
    """A method in lower case is as good as one in upper case."""
    return right(dataclasses.replace(request, method=request.method.upper()), methods)


@fault(server.known_method, "H4")
def head_refused(right: Right, request: Request, methods: Any) -> Any:
    """HEAD is 405."""
    method = "NONE" if request.method == "HEAD" else request.method
    return right(dataclasses.replace(request, method=method), methods)


@fault(server.dispatch, "H4")
def head_of_no_length(right: Right, service: Any, request: Request) -> Any:
    """HEAD says that the length is 0."""
    answer = right(service, request)
    return dataclasses.replace(answer, content=b"") if request.method == "HEAD" else answer


@fault(server.dispatch, "H4")
def head_without_entity_tag(right: Right, service: Any, request: Request) -> Any:
    """HEAD leaves out the ETag."""
    answer = right(service, request)
    if request.method == "HEAD":
        answer.headers = [pair for pair in answer.headers if pair[0] != "ETag"]
    return answer


@fault(wire.written_content, "H4")
def head_with_content(right: Right, method: str, answer: Answer) -> Any:
    """HEAD sends the body as well."""
    return answer.content
