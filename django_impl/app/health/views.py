"""Health checks."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from app.users.models import User


class HealthSerializer(serializers.Serializer[None]):
    status = serializers.ChoiceField(["ok"])


class LivenessView(APIView):
    """For supervisors, which restart a process that does not respond."""

    authentication_classes = ()
    permission_classes = ()
    uses_database = False

    @extend_schema(
        "getLiveness", summary="Tell that the process answers", responses=HealthSerializer
    )
    def get(self, request: Request) -> Response:
        return Response({"status": "ok"})


class ReadinessView(APIView):
    """For load balancers, which send requests elsewhere meanwhile."""

    authentication_classes = ()
    permission_classes = ()

    @extend_schema(
        "getReadiness", summary="Tell that the database answers", responses=HealthSerializer
    )
    def get(self, request: Request) -> Response:
        User.objects.exists()
        return Response({"status": "ok"})
