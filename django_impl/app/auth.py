"""Bearer tokens: issuing one, knowing its owner, and holding that account during a write."""

import hashlib
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.utils import timezone
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from app.users.models import Token, User


def digest(token: str) -> str:
    """What is kept of a token; it is random enough for a fast hash."""
    return hashlib.sha256(token.encode()).hexdigest()


def issue_token(user: User) -> tuple[str, Token]:
    """A new token, in clear this once."""
    text = f"tp_{secrets.token_urlsafe(32)}"
    now = timezone.now()
    expires_at = now + timedelta(seconds=settings.TOKEN_TTL_SECONDS)
    token = user.tokens.create(digest=digest(text), created_at=now, expires_at=expires_at)
    return text, token


class BearerAuthentication(BaseAuthentication):
    """`Authorization: Bearer TOKEN`; a header that is anything else is refused."""

    def authenticate(self, request: Request) -> tuple[User, Token] | None:
        header = request.headers.get("Authorization")
        if header is None:
            return None
        found = re.fullmatch("bearer +([A-Za-z0-9_-]+)", header, re.IGNORECASE)
        tokens = Token.objects.select_related("user").filter(expires_at__gt=timezone.now())
        token = found and tokens.filter(digest=digest(found[1])).first()
        if not token:
            raise AuthenticationFailed
        return token.user, token

    def authenticate_header(self, request: Request) -> str:
        return 'Bearer error="invalid_token"' if "Authorization" in request.headers else "Bearer"


class AuthenticatedRequest(Request):
    """A request of a known caller."""

    user: User
    auth: Token


@contextmanager
def locked_account(request: AuthenticatedRequest) -> Iterator[None]:
    """A transaction that first locks the caller's account, so that no write outlives it.

    Every write locks the account before anything else, hence none waits for another in a circle.
    """
    with transaction.atomic():
        try:
            request.user.refresh_from_db(from_queryset=User.objects.select_for_update())
            request.auth.refresh_from_db()
        except ObjectDoesNotExist:
            raise AuthenticationFailed from None
        yield
