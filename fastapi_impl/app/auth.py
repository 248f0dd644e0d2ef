"""Bearer tokens (RFC 6750): how they are made, sent and recognized."""

import re
from hashlib import sha256
from secrets import token_urlsafe
from typing import Annotated, Final

from fastapi import Depends, Request
from fastapi.requests import HTTPConnection
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from sqlalchemy.ext.asyncio import AsyncSession

from app.db import SessionDep
from app.problems import ProblemError, ProblemType
from app.users.models import Token, User
from app.users.queries import live_token, owner_of_token

SCHEME: Final = "Bearer"
CHALLENGES = (SCHEME, f'{SCHEME} error="invalid_token"')


def issue_token() -> str:
    """A new token, not to be guessed."""
    return f"tp_{token_urlsafe(32)}"


def digest(token: str) -> str:
    """What is stored of a token; being random, it needs no slow hash."""
    return sha256(token.encode()).hexdigest()


def token_required() -> ProblemError:
    """The refusal of a caller who sent no token."""
    headers = {"WWW-Authenticate": CHALLENGES[0]}
    return ProblemError(ProblemType.UNAUTHENTICATED, "A token is required.", headers)


def token_refused() -> ProblemError:
    """The refusal of anything else that is not one token that works."""
    headers = {"WWW-Authenticate": CHALLENGES[1]}
    return ProblemError(ProblemType.UNAUTHENTICATED, "This token does not work.", headers)


class BearerAuth(HTTPBearer):
    """Takes one well-formed header or none; where there is one it must work, needed or not."""

    async def __call__(self, request: HTTPConnection) -> HTTPAuthorizationCredentials | None:
        lines = request.headers.getlist("authorization")
        if not lines:
            return None
        found = re.fullmatch(r"(?i:(bearer)) +([A-Za-z0-9._~+/-]+=*)", ",".join(lines))
        if not found:
            raise token_refused()
        return HTTPAuthorizationCredentials(scheme=found[1], credentials=found[2])


BearerCredentials = Annotated[HTTPAuthorizationCredentials | None, Depends(BearerAuth())]


async def find_token(session: AsyncSession, token_digest: str, lock: bool) -> Token:
    """The token and its user, or the refusal of a token that does not work.

    A lock makes those who write to one account go one after the other, each seeing what the
    one before left: the user is locked before the token is looked up.
    """
    if lock:
        await session.execute(owner_of_token(token_digest).with_for_update(of=User))
    token = await session.scalar(live_token(token_digest))
    if token is None:
        raise token_refused()
    return token


async def optional_token(
    credentials: BearerCredentials, session: SessionDep, request: Request
) -> Token | None:
    """The caller's token, where one was sent; it is locked for a write."""
    if credentials is None:
        return None
    return await find_token(session, digest(credentials.credentials), request.method != "GET")


OptionalToken = Annotated[Token | None, Depends(optional_token)]


async def current_token(token: OptionalToken) -> Token:
    """The caller's token, which must be there."""
    if token is None:
        raise token_required()
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
