"""Health (Y1) and the OpenAPI schema (Y3)."""

from pathlib import Path

from tests.mutation.reference_server.messages import Request, Response
from tests.mutation.reference_server.problems import json_response
from tests.mutation.reference_server.state import Service

DOCS_PAGE = Path(__file__).with_name("docs.html").read_bytes()
DOCS_POLICY = ("Content-Security-Policy", "default-src 'self'; script-src 'unsafe-inline'")


def get_health(service: Service, request: Request) -> Response:
    return json_response(200, {"status": "ok"})


def get_document(service: Service, request: Request) -> Response:
    return json_response(200, service.document)


def get_docs(service: Service, request: Request) -> Response:
    return Response(200, DOCS_PAGE, "text/html; charset=utf-8", [DOCS_POLICY])
