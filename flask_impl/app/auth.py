"""Bearer tokens (RFC 6750): how one is made, kept and asked for."""

import re
from datetime import timedelta
from functools import wraps
from hashlib import sha256
from secrets import token_urlsafe
from typing import Any

from flask import current_app, g, request

from app.extensions import begin_write, db
from app.openapi import View, documented
from app.problems import Unauthenticated
from app.users.models import Token, User
from app.users.queries import live_token, owner_of_token

SCHEME = "Bearer"
HEADER = re.compile("(?i:bearer) +([A-Za-z0-9._~+/-]+=*)")
SECURITY: dict[str, list[str]] = {"BearerAuth": []}


def digest(token: str) -> str:
    """What is stored of a token; being random, it needs no slow hash."""
    return sha256(token.encode()).hexdigest()


def issue_token(user: User) -> tuple[str, Token]:
    """A new token, in clear this once, and what is stored of it."""
    text = f"tp_{token_urlsafe(32)}"
    lifetime = timedelta(seconds=current_app.config["TOKEN_TTL_SECONDS"])
    return text, Token(user, digest(text), lifetime)


def authenticate() -> Token:
    """The token of the request, with its user, who stays locked during a write.

    The lock comes first: whoever waited for it must see a token just revoked as gone.
    """
    header = request.headers.get("Authorization")
    if header is None:
        raise Unauthenticated
    match = HEADER.fullmatch(header)
    if match and request.method not in {"GET", "HEAD"}:
        begin_write()
        db.session.execute(owner_of_token(digest(match[1])).with_for_update(of=User))
    token = match and db.session.scalar(live_token(digest(match[1])))
    if not token:
        raise Unauthenticated(f'{SCHEME} error="invalid_token"')
    return token


def login_optional(view: View) -> View:
    """Hand the caller's account to the view as its first argument, or None."""

    @wraps(view)
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        user = authenticate().user if "Authorization" in request.headers else None
        return view(user, *args, **kwargs)

    return documented(401, security=[{}, SECURITY])(wrapper)


def login_required(view: View) -> View:
    """Hand the caller's account to the view as its first argument."""

    @wraps(view)
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        g.token = authenticate()
        return view(g.token.user, *args, **kwargs)

    return documented(401, security=[SECURITY])(wrapper)
