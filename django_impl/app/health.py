"""Whether the process and its database answer, for load balancers and supervisors."""

from concurrent.futures import ThreadPoolExecutor

from django.db import OperationalError, close_old_connections
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from app.fields import ChoiceField
from app.users.models import User
from app.views import PublicView

# A thread of its own: a statement has no time limit here, but waiting for a thread has one.
prober = ThreadPoolExecutor(max_workers=1, thread_name_prefix="readiness")


class HealthSerializer(serializers.Serializer[None]):
    status = ChoiceField(["ok"], read_only=True)


class LivenessView(PublicView):
    """For supervisors, which start a dead process again."""

    uses_database = False

    @extend_schema(
        "getLiveness", summary="Tell that the process answers.", responses=HealthSerializer
    )
    def get(self, request: Request) -> Response:
        return Response({"status": "ok"})


class ReadinessView(PublicView):
    """For load balancers, which send requests elsewhere meanwhile."""

    @extend_schema(
        "getReadiness",
        summary="Tell that the database answers, and does so soon.",
        responses=HealthSerializer,
    )
    def get(self, request: Request) -> Response:
        try:
            prober.submit(read_users).result(timeout=1.5)
        except TimeoutError:
            raise OperationalError("no answer in time") from None
        return Response({"status": "ok"})


def read_users() -> None:
    close_old_connections()
    User.objects.exists()
