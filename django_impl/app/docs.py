"""The generated document, and the page that shows it without the network."""

from drf_spectacular.views import SpectacularJSONAPIView, SpectacularSwaggerSplitView
from rest_framework.renderers import JSONRenderer

from app.views import StrictView


class DocumentView(StrictView, SpectacularJSONAPIView):
    """`/openapi.json`."""

    renderer_classes = (JSONRenderer,)


class DocumentationView(StrictView, SpectacularSwaggerSplitView):
    """`/docs`, whose scripts and styles this application serves too."""
