"""Health endpoints, for load balancers and supervisors."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from app.openapi import problems
from app.postgresql.base import answers_within
from app.users.models import User
from app.views import PublicMixin


class HealthSerializer(serializers.Serializer[None]):
    status = serializers.ChoiceField(["ok"], read_only=True)


class LivenessView(PublicMixin):
    """For supervisors, which start a dead process again."""

    @extend_schema(
        "getLiveness", summary="Check that the process is alive", responses=HealthSerializer
    )
    def get(self, request: Request) -> Response:
        return Response({"status": "ok"})


class ReadinessView(PublicMixin):
    """For load balancers, which send requests elsewhere meanwhile."""

    @extend_schema(
        "getReadiness",
        summary="Check that the database responds",
        responses={200: HealthSerializer, **problems(503)},
    )
    def get(self, request: Request) -> Response:
        with answers_within(0.5):
            User.objects.exists()
        return Response({"status": "ok"})
