"""Bearer tokens (RFC 6750): issuing, storing and checking them."""

from datetime import timedelta
from hashlib import sha256
from secrets import token_urlsafe
from typing import Annotated, Final

from fastapi import Depends, HTTPException
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.base import utc_now
from app.db import SessionDep, begin_write
from app.users.models import Token, User
from app.users.queries import live_token

PREFIX = "tp_"  # lets scanners of leaked secrets recognize a token

SCHEME: Final = "Bearer"
CHALLENGE = {"WWW-Authenticate": SCHEME}
INVALID_TOKEN = {"WWW-Authenticate": f'{SCHEME} error="invalid_token"'}

bearer = HTTPBearer(
    scheme_name="BearerAuth", description="A token from `createToken`.", auto_error=False
)
Credentials = Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)]


def digest(token: str) -> str:
    """What is stored of a token; being random, it needs no slow hash."""
    return sha256(token.encode()).hexdigest()


def issue_token(user: User, lifetime: timedelta) -> tuple[str, Token]:
    """A new token, which is not stored itself, and the row to store."""
    text = PREFIX + token_urlsafe(32)
    return text, Token(user, digest(text), lifetime)


async def optional_token(credentials: Credentials, session: SessionDep) -> Token | None:
    """The token of the request with its user, or None; 401 if it is not valid."""
    if credentials is None:
        return None
    params = {"digest": digest(credentials.credentials), "now": utc_now()}
    token = await session.scalar(live_token, params)
    if token is None:
        raise HTTPException(401, headers=INVALID_TOKEN)
    return token


OptionalToken = Annotated[Token | None, Depends(optional_token)]


async def current_token(token: OptionalToken) -> Token:
    """The token of the request; 401 without one."""
    if token is None:
        raise HTTPException(401, headers=CHALLENGE)
    return token


CurrentToken = Annotated[Token, Depends(current_token)]


async def optional_user(token: OptionalToken) -> User | None:
    """The caller, or None."""
    return token.user if token else None


async def current_user(token: CurrentToken) -> User:
    """The caller; 401 without a token."""
    return token.user


OptionalUser = Annotated[User | None, Depends(optional_user)]
CurrentUser = Annotated[User, Depends(current_user)]


async def lock_account(session: AsyncSession, token: Token) -> User:
    """Lock the caller's account until the commit; 401 if it or the token is gone by now.

    Two statements: one that waits for a lock reads tokens as they were before it waited.
    """
    await begin_write(session)
    await session.execute(select(User.id).where(User.id == token.user_id).with_for_update())
    params = {"digest": token.digest, "now": utc_now()}
    if await session.scalar(live_token, params) is None:
        raise HTTPException(401, headers=INVALID_TOKEN)
    return token.user
