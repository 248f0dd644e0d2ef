"""Limits on how often a login can be tried, counted in a table that all processes share."""

from datetime import timedelta
from hashlib import sha256
from math import ceil

from flask import current_app, request
from flask_smorest import abort
from limits import RateLimitItem

from app.base import utc_now
from app.extensions import db
from app.users.queries import count_login_attempt, expired_login_attempts


def throttle_key(kind: str, value: str | None) -> str:
    """The key of a count; a digest, as people type passwords into the wrong field."""
    return sha256(f"{kind}:{value}".encode()).hexdigest()


def count_attempt(key: str, rate: RateLimitItem) -> float:
    """Count an attempt; the seconds to wait if there were too many, else 0."""
    period = timedelta(seconds=rate.get_expiry())
    statement = count_login_attempt(db.engine.dialect.name, key, period)
    count, expires_at = db.session.execute(statement).one()
    left: float = (expires_at - utc_now()).total_seconds()
    return max(1, left) if count > rate.amount else 0


def throttle_login(username: str) -> None:
    """Count a login of this account and from this client; 429 if either has had too many.

    Flask-Limiter has no storage in a database table; its own library, `limits`, reads the rates.
    """
    account = throttle_key("account", username)
    address = throttle_key("address", request.remote_addr)
    waits = [
        count_attempt(account, current_app.config["LOGIN_RATE_PER_ACCOUNT"]),
        count_attempt(address, current_app.config["LOGIN_RATE_PER_ADDRESS"]),
    ]
    db.session.execute(expired_login_attempts())
    db.session.commit()
    if any(waits):
        abort(429, headers={"Retry-After": str(ceil(max(waits)))})
