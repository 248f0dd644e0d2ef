"""The generated document, and the page that shows it without the network."""

from functools import cache
from threading import Lock
from typing import Any

from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.views import SpectacularSwaggerSplitView
from rest_framework.request import Request
from rest_framework.response import Response

from app.views import PublicView

# The generator is not made for threads, and the first who ask may be many.
one_at_a_time = Lock()


@cache
def document() -> dict[str, Any]:
    found: dict[str, Any] = SchemaGenerator().get_schema(public=True)
    return found


class DocumentView(PublicView):
    """`/openapi.json`."""

    schema = None

    def get(self, request: Request) -> Response:
        with one_at_a_time:
            return Response(document())


class DocumentationView(PublicView, SpectacularSwaggerSplitView):
    """`/docs`, whose scripts and styles this application serves too."""
