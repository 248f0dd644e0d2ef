"""Bearer tokens (RFC 6750): how one is made, kept and asked for."""

import re
from datetime import timedelta
from hashlib import sha256
from secrets import token_urlsafe
from typing import Annotated, Final

from fastapi import Depends, Request
from fastapi.security import HTTPBearer

from app.db import SessionDep
from app.problems import ProblemError
from app.users.models import Token, User
from app.users.queries import live_token, owner_of_token

SCHEME: Final = "Bearer"
HEADER = re.compile("(?i:bearer) +([A-Za-z0-9._~+/-]+=*)")
NO_TOKEN = {"WWW-Authenticate": SCHEME}
BAD_TOKEN = {"WWW-Authenticate": f'{SCHEME} error="invalid_token"'}

# Only for the document: this class does not tell a wrong header from none.
Security = Annotated[object, Depends(HTTPBearer(scheme_name="BearerAuth", auto_error=False))]


def digest(token: str) -> str:
    """What is stored of a token; being random, it needs no slow hash."""
    return sha256(token.encode()).hexdigest()


def issue_token(user: User, lifetime: timedelta) -> tuple[str, Token]:
    """A new token, in clear this once, and what is stored of it."""
    text = f"tp_{token_urlsafe(32)}"
    return text, Token(user, digest(text), lifetime)


async def authenticate(request: Request, session: SessionDep, _: Security = None) -> Token | None:
    """The token of the request, if it has one, with its user, who stays locked during a write.

    The lock comes first: whoever waited for it must see a token just revoked as gone.
    """
    lines = request.headers.getlist("authorization")
    if not lines:
        return None
    match = HEADER.fullmatch(", ".join(lines))
    if match is None:
        raise ProblemError("unauthenticated", BAD_TOKEN)
    if request.method != "GET":
        await session.execute(owner_of_token(digest(match[1])).with_for_update(of=User))
    token = await session.scalar(live_token(digest(match[1])))
    if token is None:
        raise ProblemError("unauthenticated", BAD_TOKEN)
    return token


OptionalToken = Annotated[Token | None, Depends(authenticate)]


async def current_token(token: OptionalToken) -> Token:
    """The caller's token, which must be there."""
    if token is None:
        raise ProblemError("unauthenticated", NO_TOKEN)
    return token


CurrentToken = Annotated[Token, Depends(current_token)]


async def optional_user(token: OptionalToken) -> User | None:
    """The caller, if known."""
    return token.user if token else None


async def current_user(token: CurrentToken) -> User:
    """The caller."""
    return token.user


OptionalUser = Annotated[User | None, Depends(optional_user)]
CurrentUser = Annotated[User, Depends(current_user)]
