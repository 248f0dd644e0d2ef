"""Headers of every response (H10), hosts (Y6) and other origins (Y7)."""

import re
import uuid

from tests.mutation.reference_server.messages import Request, Response
from tests.mutation.reference_server.problems import malformed
from tests.mutation.reference_server.routing import Methods, allow
from tests.mutation.reference_server.state import Service

SECURITY_HEADERS = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"}
REQUEST_ID = "[A-Za-z0-9._-]{1,128}"


def new_request_id() -> str:
    return uuid.uuid4().hex


def request_id(request: Request) -> str:
    sent = request.only("X-Request-ID")
    return sent if sent and re.fullmatch(REQUEST_ID, sent) else new_request_id()


def common_headers(request_id: str, response: Response) -> dict[str, str]:
    headers = {"X-Request-ID": request_id, **SECURITY_HEADERS}
    if response.media_type:
        headers["Content-Type"] = response.media_type
    return headers


def check_host(service: Service, request: Request) -> None:
    host = re.sub(":[0-9]*$", "", request.only("Host") or "")
    if host.lower() not in service.settings.hosts:
        raise malformed("This service does not serve that host.")


def allowed_origin(service: Service, request: Request) -> str | None:
    origin = request.only("Origin")
    return origin if origin in service.settings.origins else None


def is_preflight(service: Service, request: Request) -> bool:
    asks = request.method == "OPTIONS" and request.all("Access-Control-Request-Method")
    return bool(asks) and allowed_origin(service, request) is not None


SENT_HEADERS = (
    "Authorization, Content-Type, If-Match, If-None-Match, X-Request-ID, "
    "traceparent, tracestate, baggage, sentry-trace"
)


def preflight(methods: Methods) -> Response:
    allowed = [("Access-Control-Allow-Methods", allow(methods))]
    return Response(204, headers=[*allowed, ("Access-Control-Allow-Headers", SENT_HEADERS)])


def cors_headers(service: Service, request: Request) -> dict[str, str]:
    origin = allowed_origin(service, request)
    if origin is None:
        return {}
    exposed = {"Access-Control-Expose-Headers": "ETag, Location, X-Request-ID, Retry-After"}
    return {"Access-Control-Allow-Origin": origin, "Vary": "Origin", **exposed}
