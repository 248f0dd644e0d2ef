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
    tokens = Token.objects.select_related("user")

    def authenticate_credentials(self, key: str) -> tuple[User, Token]:
        try:
            token = self.tokens.get(digest=digest(key))
        except Token.DoesNotExist:
            raise AuthenticationFailed from None
        if token.expires_at <= timezone.now():
            raise AuthenticationFailed
        return token.user, token

    def authenticate_header(self, request: Request) -> str:
        is_sent = "Authorization" in request.headers
        return f'{SCHEME} error="invalid_token"' if is_sent else SCHEME


class LockingAuthentication(BearerAuthentication):
    """Locks the caller's account until the transaction ends, so that nothing written outlives it.

    The account is locked before the token: whatever deletes tokens does so in this order.
    """

    tokens = BearerAuthentication.tokens.select_for_update(of=("user", "self"))


class AuthenticatedRequest(Request):
    """A request of a known caller."""

    user: User
    auth: Token


def lock_account(request: AuthenticatedRequest) -> None:
    """Lock the caller's account until the transaction ends, so that nothing written outlives it.

    401 if the account or the token is gone. One statement locks both, in the order of
    `LockingAuthentication`, so it does not find what was deleted while it waited.
    """
    if not User.objects.select_for_update().filter(tokens=request.auth.pk).exists():
        raise AuthenticationFailed
