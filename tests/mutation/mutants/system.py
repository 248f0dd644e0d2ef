"""Mutants: health (Y1), stopping (Y4), hosts (Y6) and origins (Y7)."""

import dataclasses
import os
import sys
from typing import Any

from tests.mutation.mutants.registry import Right, changed_name, mutant
from tests.mutation.reference_server import app, headers, openapi, problems, wire
from tests.mutation.reference_server.messages import Request, Response


@mutant(openapi.get_health, "Y1")
def health_is_up(right: Right, service: Any, request: Request) -> Any:
    """The status of a healthy service is up."""
    return problems.json_response(200, {"status": "up"})


@mutant(openapi.get_health, "Y1")
def never_ready(right: Right, service: Any, request: Request) -> Any:
    """The service is never ready."""
    if request.path == "/health/ready":
        raise problems.malformed("The service is not ready.")
    return right(service, request)


@mutant(wire.Server.drain, "Y4")
def stops_at_once(right: Right, running: wire.Server) -> Any:
    """On SIGTERM the process ends in the midst of its responses."""
    os._exit(0)


@mutant(wire.Server.drain, "Y4")
def stops_with_status_1(right: Right, running: wire.Server) -> Any:
    """After SIGTERM the exit status is 1."""
    right(running)
    sys.exit(1)


@mutant(headers.check_host, "Y6")
def any_host(right: Right, service: Any, request: Request) -> Any:
    """Every Host is accepted."""


@mutant(headers.check_host, "Y6")
def host_by_its_ending(right: Right, service: Any, request: Request) -> Any:
    """A Host which ends like an allowed one is accepted."""
    if not (request.only("Host") or "").endswith("localhost"):
        right(service, request)


@mutant(headers.check_host, "Y6")
def wrong_host_not_found(right: Right, service: Any, request: Request) -> Any:
    """A wrong Host is 404."""
    try:
        right(service, request)
    except problems.ProblemError:
        raise problems.not_found() from None


@mutant(headers.allowed_origin, "Y7")
def any_origin(right: Right, service: Any, request: Request) -> Any:
    """Every origin may read every response."""
    return request.only("Origin")


@mutant(headers.allowed_origin, "Y7")
def any_origin_once_one_is(right: Right, service: Any, request: Request) -> Any:
    """Where one origin is allowed, all are."""
    return request.only("Origin") if service.settings.origins else None


@mutant(headers.is_preflight, "Y7")
def preflights_rejected(right: Right, service: Any, request: Request) -> Any:
    """A preflight is 405 for an allowed origin too."""
    return False


@mutant(headers.cors_headers, "Y7")
def nothing_exposed(right: Right, service: Any, request: Request) -> Any:
    """An allowed origin may not read the ETag."""
    hidden = "Access-Control-Expose-Headers"
    return {name: value for name, value in right(service, request).items() if name != hidden}


@mutant(headers.preflight, "Y7")
def preflight_allows_nothing(right: Right, methods: Any) -> Any:
    """A preflight succeeds without naming methods."""
    return Response(204)


@mutant(app.respond, "Y7")
def errors_hidden_from_origins(right: Right, service: Any, request: Request) -> Any:
    """An allowed origin may not read errors."""
    response = right(service, request)
    kept = [pair for pair in response.headers if not pair[0].startswith("Access-Control")]
    return response if response.status < 400 else dataclasses.replace(response, headers=kept)


changed_name(
    "no-tracing-headers",
    "A preflight does not allow traceparent.",
    "SENT_HEADERS",
    "Authorization, Content-Type, If-Match, If-None-Match, X-Request-ID",
    "Y7",
)


@mutant(headers.cors_headers, "Y7")
def retry_after_hidden(right: Right, service: Any, request: Request) -> Any:
    """An allowed origin may not read Retry-After."""
    headers = right(service, request)
    return {name: value.replace(", Retry-After", "") for name, value in headers.items()}
