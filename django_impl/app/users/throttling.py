"""Limits on how often a login can be tried, counted in a table that all processes share.

DRF's throttles count in Django's cache, where two requests at once may read the same count.
"""

from datetime import timedelta
from hashlib import sha256
from typing import Any

from django.utils import timezone
from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle
from rest_framework.views import APIView

from app.users.models import LoginAttempts


class LoginThrottle(SimpleRateThrottle):
    """So many attempts in a window of time that begins with the first of them."""

    num_requests: int
    duration: int  # in seconds
    cache_format = "%(scope)s:%(ident)s"

    def allow_request(self, request: Request, view: APIView | None = None) -> bool:
        key = sha256(self.get_cache_key(request, view).encode()).hexdigest()
        attempts = LoginAttempts.objects.count_one(key, timedelta(seconds=self.duration))
        self.window_end = attempts.expires_at
        return attempts.count <= self.num_requests

    def get_cache_key(self, request: Request, view: APIView | None) -> str:
        return self.cache_format % {"scope": self.scope, "ident": self.get_ident(request)}

    def wait(self) -> float:
        return max(1, (self.window_end - timezone.now()).total_seconds())


class AccountThrottle(LoginThrottle):
    """Counts by the username as sent, whether or not there is such an account."""

    scope = "account"

    def get_ident(self, request: Request) -> str:
        credentials: Any = request.data
        return str(credentials["username"])


class AddressThrottle(LoginThrottle):
    """Counts by the client's address."""

    scope = "address"
