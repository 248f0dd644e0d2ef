"""Health checks, for load balancers and supervisors."""

from django.db import DatabaseError
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from app.fields import ChoiceField
from app.problems import Unavailable
from app.users.models import User
from app.views import PublicView


class HealthSerializer(serializers.Serializer[None]):
    status = ChoiceField(["ok"])


class LivenessView(PublicView):
    """Whether the process answers."""

    uses_database = False

    @extend_schema(operation_id="getLiveness", responses=HealthSerializer)
    def get(self, request: Request) -> Response:
        return Response({"status": "ok"})


class ReadinessView(PublicView):
    """Whether the users table can be read."""

    @extend_schema(operation_id="getReadiness", responses=HealthSerializer)
    def get(self, request: Request) -> Response:
        try:
            User.objects.exists()
        except DatabaseError:
            raise Unavailable from None
        return Response({"status": "ok"})
