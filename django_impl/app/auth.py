"""Bearer tokens (RFC 6750): issuing, storing and checking them."""

from datetime import timedelta
from hashlib import sha256
from secrets import token_urlsafe

from django.conf import settings
from django.utils import timezone
from rest_framework.authentication import TokenAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from app.users.models import Token, User

SCHEME = "Bearer"
PREFIX = "tp_"  # lets scanners of leaked secrets recognize a token


def digest(token: str) -> str:
    """What is stored of a token; being random, it needs no slow hash."""
    return sha256(token.encode()).hexdigest()


def issue_token(user: User) -> tuple[str, Token]:
    """A new token, which is not stored itself, and the row to store."""
    text = PREFIX + token_urlsafe(32)
    now = timezone.now()
    lifetime = timedelta(seconds=settings.TOKEN_TTL_SECONDS)
    return text, Token(user=user, digest=digest(text), created_at=now, expires_at=now + lifetime)


class BearerAuthentication(TokenAuthentication):
    """DRF's token authentication, with `Bearer` as the keyword and tokens that expire."""

    keyword = SCHEME

    def authenticate_credentials(self, key: str) -> tuple[User, Token]:
        tokens = Token.objects.select_related("user")
        token = tokens.filter(digest=digest(key), expires_at__gt=timezone.now()).first()
        if token is None:
            raise AuthenticationFailed
        return token.user, token

    def authenticate_header(self, request: Request) -> str:
        is_sent = "Authorization" in request.headers
        return f'{SCHEME} error="invalid_token"' if is_sent else SCHEME


class AuthenticatedRequest(Request):
    """A request of a known caller."""

    user: User
    auth: Token


def lock_account(request: AuthenticatedRequest) -> User:
    """Lock the caller's account until the transaction ends, so that nothing written outlives it.

    Returns the account as it is now; 401 if it or the token is gone.
    """
    account = User.objects.select_for_update().filter(pk=request.user.pk).first()
    # Another statement: the one that waited for the lock does not see what was deleted meanwhile.
    if account is None or not account.tokens.filter(pk=request.auth.pk).exists():
        raise AuthenticationFailed
    return account
