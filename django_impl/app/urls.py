"""All paths: the API, the health checks, the documentation and the admin."""

from django.contrib import admin
from django.urls import include, path, register_converter
from django.urls.converters import IntConverter
from drf_spectacular.views import SpectacularJSONAPIView, SpectacularSwaggerSplitView
from rest_framework.renderers import JSONRenderer

from app.health.views import LivenessView, ReadinessView
from app.pagination import MAX_ID


class IdConverter(IntConverter):
    """The id of a row."""

    def to_python(self, value: str) -> int:
        if len(value) > 20 or not 0 < int(value) <= MAX_ID:
            raise ValueError
        return int(value)


register_converter(IdConverter, "id")

schema_view = SpectacularJSONAPIView.as_view(renderer_classes=[JSONRenderer])
docs_view = SpectacularSwaggerSplitView.as_view(http_method_names=["get", "head"])

urlpatterns = [
    path("api/v1/", include("app.users.urls")),
    path("api/v1/", include("app.posts.urls")),
    path("health/live", LivenessView.as_view()),
    path("health/ready", ReadinessView.as_view()),
    path(
        "openapi.json",
        SpectacularJSONAPIView.as_view(renderer_classes=[JSONRenderer]),
        name="schema",
    ),
    path("docs", docs_view),
    path("admin/", admin.site.urls),
]

handler400 = "app.problems.bad_request"
handler404 = "app.problems.not_found"
handler500 = "app.problems.internal_error"
