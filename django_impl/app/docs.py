"""The generated document, and the page that shows it without the network."""

from functools import cache
from typing import Any

from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.views import SpectacularSwaggerSplitView
from rest_framework.request import Request
from rest_framework.response import Response

from app.views import PublicView


@cache
def document() -> dict[str, Any]:
    found: dict[str, Any] = SchemaGenerator().get_schema(public=True)
    return found


class DocumentView(PublicView):
    """`/openapi.json`."""

    schema = None

    def get(self, request: Request) -> Response:
        return Response(document())


class DocumentationView(PublicView, SpectacularSwaggerSplitView):
    """`/docs`, whose scripts and styles this application serves too."""
