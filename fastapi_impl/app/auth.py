"""Bearer tokens (RFC 6750): issuing, storing and checking them."""

from datetime import timedelta
from hashlib import sha256
from secrets import token_urlsafe
from typing import Annotated, Final

from fastapi import Depends, HTTPException
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from sqlalchemy.ext.asyncio import AsyncSession

from app.base import utc_now
from app.db import ReadsDep, SessionDep, fetch_one
from app.users import queries
from app.users.models import Token, User
from app.users.queries import AccountRow

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


async def get_caller(credentials: Credentials, reads: ReadsDep) -> AccountRow:
    """The user whose token the request sends, to read; 401 without one that is valid."""
    params = {"digest": sent_digest(credentials), "now": utc_now()}
    user = await fetch_one(reads, AccountRow, queries.live_user, params)
    if user is None:
        raise HTTPException(401, headers=INVALID_TOKEN)
    return user


async def get_optional_caller(credentials: Credentials, reads: ReadsDep) -> AccountRow | None:
    """The same, but None for a request without a token."""
    return await get_caller(credentials, reads) if credentials else None


async def lock_account(session: AsyncSession, token_digest: str) -> Token:
    """The token, locked with its user until the commit; 401 if one of them is gone by now."""
    params = {"digest": token_digest, "now": utc_now()}
    token = await session.scalar(queries.locked_token, params)
    if token is None:
        raise HTTPException(401, headers=INVALID_TOKEN)
    return token


async def get_locked_token(credentials: Credentials, session: SessionDep) -> Token:
    """The token of a write, whose user is the caller: both are there until the commit."""
    return await lock_account(session, sent_digest(credentials))


Caller = Annotated[AccountRow, Depends(get_caller)]
OptionalCaller = Annotated[AccountRow | None, Depends(get_optional_caller)]
LockedToken = Annotated[Token, Depends(get_locked_token)]
