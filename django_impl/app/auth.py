"""Bearer tokens (RFC 6750)."""

from datetime import timedelta
from hashlib import sha256
from secrets import token_urlsafe

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.utils import timezone
from rest_framework.authentication import TokenAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from app.users.models import Token, User


def digest(token: str) -> str:
    """What is stored of a token; being random, it needs no slow hash."""
    return sha256(token.encode()).hexdigest()


def issue_token(user: User) -> tuple[str, Token]:
    """A new token and its row."""
    token = f"tp_{token_urlsafe(32)}"
    now = timezone.now()
    expires_at = now + timedelta(seconds=settings.TOKEN_TTL_SECONDS)
    row = Token.objects.create(
        user=user, digest=digest(token), created_at=now, expires_at=expires_at
    )
    return token, row


class BearerAuthentication(TokenAuthentication):
    """Finds the user of a token that has not expired."""

    keyword = "Bearer"

    def authenticate_credentials(self, key: str) -> tuple[User, Token]:
        tokens = Token.objects.select_related("user").filter(expires_at__gt=timezone.now())
        token = tokens.filter(digest=digest(key)).first()
        if token is None:
            raise AuthenticationFailed
        return token.user, token

    def authenticate_header(self, request: Request) -> str:
        is_bearer = get_authorization_header(request).lower().startswith(b"bearer")
        return 'Bearer error="invalid_token"' if is_bearer else "Bearer"


class AuthenticatedRequest(Request):
    """A request with a token."""

    user: User
    auth: Token


def lock_account(request: AuthenticatedRequest) -> None:
    """Lock the caller's row until the transaction ends, so that no write outlives the account.

    Each write locks the account before anything else, so concurrent writers cannot deadlock.
    """
    try:
        request.user.refresh_from_db(from_queryset=User.objects.select_for_update())
        request.auth.refresh_from_db()
    except ObjectDoesNotExist:
        raise AuthenticationFailed from None
