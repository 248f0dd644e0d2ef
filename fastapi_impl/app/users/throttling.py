"""Limits on how often a login can be tried, counted in a table that all processes share."""

from datetime import timedelta
from hashlib import sha256
from math import ceil
from typing import Annotated

from fastapi import Depends, HTTPException, Request
from limits import RateLimitItem, parse
from sqlalchemy.ext.asyncio import AsyncSession

from app.base import utc_now
from app.config import SettingsDep
from app.db import SessionDep
from app.users.queries import count_login_attempt, expired_login_attempts
from app.users.schemas import TokenCreate


def throttle_key(kind: str, value: str) -> str:
    """The key of a count; a digest, as people type passwords into the wrong field."""
    return sha256(f"{kind}:{value}".encode()).hexdigest()


async def count_attempt(session: AsyncSession, key: str, rate: RateLimitItem) -> float:
    """Count an attempt; the seconds to wait if there were too many, else 0."""
    period = timedelta(seconds=rate.get_expiry())
    statement = count_login_attempt(session.get_bind().dialect.name, key, period)
    count, expires_at = (await session.execute(statement)).one()
    left = (expires_at - utc_now()).total_seconds()
    return max(1, left) if count > rate.amount else 0


async def throttle_login(
    login: TokenCreate, request: Request, session: SessionDep, settings: SettingsDep
) -> TokenCreate:
    """Count a login of its account and of its client address; 429 if either has had too many."""
    account = throttle_key("account", login.username)
    address = throttle_key("address", request.client.host if request.client else "")
    waits = [
        await count_attempt(session, account, parse(settings.login_rate_per_account)),
        await count_attempt(session, address, parse(settings.login_rate_per_address)),
    ]
    await session.execute(expired_login_attempts())
    await session.commit()
    if any(waits):
        raise HTTPException(429, headers={"Retry-After": str(ceil(max(waits)))})
    return login


ThrottledLogin = Annotated[TokenCreate, Depends(throttle_login)]
