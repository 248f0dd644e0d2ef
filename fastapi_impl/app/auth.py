"""Bearer tokens (RFC 6750): issuing, storing and checking them."""

from datetime import timedelta
from hashlib import sha256
from secrets import token_urlsafe
from typing import Annotated, Final

from fastapi import Depends, HTTPException
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from sqlalchemy import Select
from sqlalchemy.ext.asyncio import AsyncSession

from app.base import utc_now
from app.db import SessionDep
from app.users import queries
from app.users.models import Token, User

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


def sent_digest(credentials: HTTPAuthorizationCredentials | None) -> str:
    """The digest of the token of the request; 401 without one."""
    if credentials is None:
        raise HTTPException(401, headers=CHALLENGE)
    return digest(credentials.credentials)


async def valid_token(session: AsyncSession, statement: Select[Token], token_digest: str) -> Token:
    """The token with this digest, and its user; 401 if it is not valid, or no longer."""
    token = await session.scalar(statement, {"digest": token_digest, "now": utc_now()})
    if token is None:
        raise HTTPException(401, headers=INVALID_TOKEN)
    return token


async def lock_account(session: AsyncSession, token_digest: str) -> Token:
    """The token, locked with its user until the commit; 401 if one of them is gone by now."""
    return await valid_token(session, queries.locked_token, token_digest)


async def optional_token(credentials: Credentials, session: SessionDep) -> Token | None:
    """The token of the request, or None; 401 if it is not valid."""
    if credentials is None:
        return None
    return await valid_token(session, queries.live_token, digest(credentials.credentials))


async def current_token(credentials: Credentials, session: SessionDep) -> Token:
    """The token of the request, whose user is the caller; 401 without one."""
    return await valid_token(session, queries.live_token, sent_digest(credentials))


async def locked_token(credentials: Credentials, session: SessionDep) -> Token:
    """The same for a write: locked with its user, so that both are there until the commit."""
    return await lock_account(session, sent_digest(credentials))


OptionalToken = Annotated[Token | None, Depends(optional_token)]
CurrentToken = Annotated[Token, Depends(current_token)]
LockedToken = Annotated[Token, Depends(locked_token)]
