"""All URLs: the API, the health checks, the documentation and the admin."""

from django.contrib import admin
from django.urls import include, path, register_converter
from django.urls.converters import IntConverter
from drf_spectacular.views import SpectacularSwaggerSplitView

from app import problems
from app.health import LivenessView, ReadinessView
from app.openapi import OpenAPIView


class IdConverter(IntConverter):
    """`<id:name>` in a path: a positive integer of at most 16 digits, anything else is 404."""

    regex = "[1-9][0-9]{0,15}"


register_converter(IdConverter, "id")

urlpatterns = [
    path("api/v1/", include("app.users.urls")),
    path("api/v1/", include("app.posts.urls")),
    path("health/live", LivenessView.as_view()),
    path("health/ready", ReadinessView.as_view()),
    path("openapi.json", OpenAPIView.as_view(), name="schema"),
    path("docs", SpectacularSwaggerSplitView.as_view(http_method_names=["get", "head"])),
    path("admin/", admin.site.urls),
]

handler400, handler403, handler404, handler500 = map(problems.handler, (400, 403, 404, 500))
