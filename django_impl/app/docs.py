"""The generated document, and the page that shows it without the network."""

from drf_spectacular.views import SpectacularJSONAPIView, SpectacularSwaggerSplitView
from rest_framework.renderers import BaseRenderer, JSONRenderer

from app.views import StrictView


class DocumentView(StrictView, SpectacularJSONAPIView):
    """`/openapi.json`."""

    def get_renderers(self) -> list[BaseRenderer]:
        return [JSONRenderer()]


class DocumentationView(StrictView, SpectacularSwaggerSplitView):
    """`/docs`, whose scripts and styles this application serves too."""
