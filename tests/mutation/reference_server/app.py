"""From a request to its response (H11)."""

import logging
import time
from functools import partial

from tests.mutation.reference_server.headers import (
    check_host,
    common_headers,
    cors_headers,
    is_preflight,
    new_request_id,
    preflight,
    request_id,
)
from tests.mutation.reference_server.messages import Request, Response
from tests.mutation.reference_server.problems import ProblemError, malformed, problem_response
from tests.mutation.reference_server.routing import known_method, known_path
from tests.mutation.reference_server.settings import Settings
from tests.mutation.reference_server.state import JsonObject, Service
from tests.mutation.reference_server.wire import Server

logger = logging.getLogger("reference")


def respond(service: Service, request: Request) -> Response:
    """Everything between a request that was read and a response that can be written."""
    started, request.id = time.monotonic(), request_id(request)
    try:
        response = dispatch(service, request)
    except ProblemError as problem:
        response = problem_response(problem)
    except Exception:
        logger.exception("unexpected", extra={"request_id": request.id})
        response = problem_response(
            ProblemError("internal-error", "Something went wrong on our side.")
        )
    response.add(common_headers(request.id, response))
    response.add(cors_headers(service, request))
    duration = (time.monotonic() - started) * 1000
    line = f"{request.method} {request.path} {response.status} {duration:.0f} ms"
    logger.info(line, extra={"request_id": request.id})
    return response


def reject(detail: str) -> Response:
    """What the server says to bytes which are no request."""
    response = problem_response(malformed(detail))
    response.add(common_headers(new_request_id(), response))
    return response


def dispatch(service: Service, request: Request) -> Response:
    """Path, then method; authentication and all that follows are each operation's own."""
    check_host(service, request)
    methods, path_id = known_path(request)
    if is_preflight(service, request):
        return preflight(methods)
    return known_method(request, methods)(service, request, *path_id)


def serve(port: int, settings: Settings, document: JsonObject) -> None:
    line = "%(asctime)s %(levelname)s %(name)s %(request_id)s %(message)s"
    logging.basicConfig(level=logging.INFO, format=line)
    service = Service(settings, document)
    Server(port, partial(respond, service), reject).run()
