"""Mutants: headers of every response (H10) and connections after errors (H12)."""

from typing import Any

from tests.mutation.mutants.registry import Right, changed_name, mutant
from tests.mutation.reference_server import headers, wire
from tests.mutation.reference_server.messages import Body, Request, Response


@mutant(headers.common_headers, "H10")
def no_request_id(right: Right, request_id: str, response: Response) -> Any:
    """No response has an X-Request-ID."""
    return {key: value for key, value in right(request_id, response).items() if value != request_id}


@mutant(headers.request_id, "H10")
def own_request_id_always(right: Right, request: Request) -> Any:
    """The caller's X-Request-ID is never taken over."""
    return headers.new_request_id()


@mutant(headers.request_id, "H10")
def any_request_id_taken(right: Right, request: Request) -> Any:
    """The caller's X-Request-ID is taken over whatever it holds."""
    return request.only("X-Request-ID") or headers.new_request_id()


def request_id_form(name: str, sentence: str, pattern: str) -> None:
    changed_name(name, sentence, "REQUEST_ID", pattern, "H10")


request_id_form(
    "request-id-of-129", "An X-Request-ID may have 129 characters.", "[A-Za-z0-9._-]{1,129}"
)
request_id_form(
    "request-id-of-127", "An X-Request-ID has at most 127 characters.", "[A-Za-z0-9._-]{1,127}"
)
request_id_form("request-id-of-letters", "An X-Request-ID has no dot.", "[A-Za-z0-9_-]{1,128}")


@mutant(headers.new_request_id, "H10")
def one_request_id_for_all(right: Right) -> Any:
    """Every response has the same X-Request-ID."""
    return 32 * "0"


changed_name(
    "no-nosniff",
    "X-Content-Type-Options is missing.",
    "SECURITY_HEADERS",
    {"Referrer-Policy": "no-referrer"},
    "H10",
)
changed_name(
    "no-referrer-policy",
    "Referrer-Policy is missing.",
    "SECURITY_HEADERS",
    {"X-Content-Type-Options": "nosniff"},
    "H10",
)


@mutant(headers.common_headers, "H10")
def errors_without_security_headers(right: Right, request_id: str, response: Response) -> Any:
    """Errors leave out the security headers."""
    headers = right(request_id, response)
    kept = headers if response.status < 400 else {"X-Request-ID", "Content-Type"}
    return {name: headers[name] for name in kept if name in headers}


@mutant(wire.own_headers, "H10")
def server_version_named(right: Right, *given: Any) -> Any:
    """The server names its version."""
    return [*right(*given), ("Server", "reference/1.0 Python/3.11.7")]


@mutant(Body.skip, "H12")
def unread_bodies_left(right: Right, body: Body) -> Any:
    """A body which nobody read is taken for the next request."""
    return True
