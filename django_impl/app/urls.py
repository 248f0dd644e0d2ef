"""All addresses: the API, the health checks and the pages."""

from django.contrib import admin
from django.urls import include, path, re_path, register_converter
from django.urls.converters import IntConverter

from app.docs import DocumentationView, DocumentView
from app.health import LivenessView, ReadinessView
from app.problems import not_found


class IdConverter(IntConverter):
    """Ids as they are written in a path, in one way only."""

    regex = "[1-9][0-9]{0,17}"


register_converter(IdConverter, "id")

urlpatterns = [
    path("api/v1/", include("app.users.urls")),
    path("api/v1/", include("app.posts.urls")),
    path("health/live", LivenessView.as_view()),
    path("health/ready", ReadinessView.as_view()),
    path("openapi.json", DocumentView.as_view(), name="schema"),
    path("docs", DocumentationView.as_view()),
    # The admin's page for a new password would leave the tokens valid.
    re_path("^admin/password_change/", not_found, {"exception": None}),
    path("admin/", admin.site.urls),
]

handler400 = "app.problems.bad_request"
handler404 = "app.problems.not_found"
handler500 = "app.problems.internal_error"
