"""Faults in health (Y1), stopping (Y4), hosts (Y6) and origins (Y7)."""

import dataclasses
import os
import sys
from typing import Any

from tests.mutation.mutants.registry import Right, fault
from tests.mutation.reference_server import server, wire
from tests.mutation.reference_server.messages import Answer, Request


@fault(server.get_health, "Y1")
def health_is_up(right: Right, service: Any, request: Request) -> Any:
    """The status of a healthy service is up."""
    return server.json_answer(200, {"status": "up"})


@fault(server.get_health, "Y1")
def never_ready(right: Right, service: Any, request: Request) -> Any:
    """The service is never ready."""
    if request.path == "/health/ready":
        raise server.malformed("The service is not ready.")
    return right(service, request)


@fault(wire.Server.drain, "Y4")
def stops_at_once(right: Right, running: wire.Server) -> Any:
    """On SIGTERM the process ends in the midst of its answers."""
    os._exit(0)


@fault(wire.Server.drain, "Y4")
def stops_with_status_1(right: Right, running: wire.Server) -> Any:
    """After SIGTERM the exit status is 1."""
    right(running)
    sys.exit(1)


@fault(server.check_host, "Y6")
def any_host(right: Right, service: Any, request: Request) -> Any:
    """Every Host is answered."""


@fault(server.check_host, "Y6")
def host_missing_taken(right: Right, service: Any, request: Request) -> Any:
    """A request without Host is answered."""
    if request.all("Host"):
        right(service, request)


@fault(server.check_host, "Y6")
def host_by_its_ending(right: Right, service: Any, request: Request) -> Any:
    """A Host which ends like an allowed one is answered."""
    if not (request.only("Host") or "").endswith("localhost"):
        right(service, request)


@fault(server.check_host, "Y6")
def wrong_host_not_found(right: Right, service: Any, request: Request) -> Any:
    """A wrong Host is 404."""
    try:
        right(service, request)
    except server.ProblemError:
        raise server.not_found() from None


@fault(server.allowed_origin, "Y7")
def any_origin(right: Right, service: Any, request: Request) -> Any:
    """Every origin may read every answer."""
    return request.only("Origin")


@fault(server.allowed_origin, "Y7")
def any_origin_once_one_is(right: Right, service: Any, request: Request) -> Any:
    """Where one origin is allowed, all are."""
    return request.only("Origin") if service.settings.origins else None


@fault(server.is_preflight, "Y7")
def preflights_refused(right: Right, service: Any, request: Request) -> Any:
    """A preflight is 405 for an allowed origin too."""
    return False


@fault(server.is_preflight, "Y7")
def preflights_for_all(right: Right, service: Any, request: Request) -> Any:
    """A preflight of any origin succeeds."""
    return bool(request.all("Access-Control-Request-Method"))


@fault(server.cors_headers, "Y7")
def nothing_exposed(right: Right, service: Any, request: Request) -> Any:
    """An allowed origin may not read the ETag."""
    hidden = "Access-Control-Expose-Headers"
    return {name: value for name, value in right(service, request).items() if name != hidden}


@fault(server.preflight, "Y7")
def preflight_allows_nothing(right: Right, methods: Any) -> Any:
    """A preflight succeeds without naming methods."""
    return Answer(204)


@fault(server.respond, "Y7")
def errors_hidden_from_origins(right: Right, service: Any, request: Request) -> Any:
    """An allowed origin may not read errors."""
    answer = right(service, request)
    kept = [pair for pair in answer.headers if not pair[0].startswith("Access-Control")]
    return answer if answer.status < 400 else dataclasses.replace(answer, headers=kept)
