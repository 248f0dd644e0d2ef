"""Bearer tokens (RFC 6750): how one is made, kept and asked for."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from hashlib import sha256
from secrets import token_urlsafe

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.utils import timezone
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from app.users.models import Token, User

SCHEME = "Bearer"
HEADER = re.compile("(?i:bearer) +([A-Za-z0-9._~+/-]+=*)")


def digest(token: str) -> str:
    """What is stored of a token; being random, it needs no slow hash."""
    return sha256(token.encode()).hexdigest()


def issue_token(user: User) -> tuple[str, Token]:
    """A new token, in clear this once, and what is stored of it."""
    text = f"tp_{token_urlsafe(32)}"
    now = timezone.now()
    lifetime = timedelta(seconds=settings.TOKEN_TTL_SECONDS)
    return text, Token(user=user, digest=digest(text), created_at=now, expires_at=now + lifetime)


class BearerAuthentication(BaseAuthentication):
    """The user and the token of the request; a header that names no such token is refused."""

    def authenticate(self, request: Request) -> tuple[User, Token] | None:
        header = request.headers.get("Authorization")
        if header is None:
            return None
        match = HEADER.fullmatch(header)
        tokens = Token.objects.select_related("user").filter(expires_at__gt=timezone.now())
        token = match and tokens.filter(digest=digest(match[1])).first()
        if not token:
            raise AuthenticationFailed
        return token.user, token

    def authenticate_header(self, request: Request) -> str:
        is_sent = "Authorization" in request.headers
        return f'{SCHEME} error="invalid_token"' if is_sent else SCHEME


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
