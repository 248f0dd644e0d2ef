"""Bearer tokens: how one is made, kept and asked for."""

import re
import secrets
from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from typing import Any

from flask import g, request

from app.extensions import begin_write, db
from app.openapi import View, documented
from app.problems import Unauthenticated
from app.users.models import Token, User
from app.users.queries import live_token, owner_of_token

SCHEME = "Bearer"
HEADER = re.compile("(?i:bearer) +([A-Za-z0-9._~+/-]+=*)")


def issue_token() -> str:
    """A new token; only its digest is stored."""
    return f"tp_{secrets.token_urlsafe(32)}"


def digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def authenticate(*, lock: bool = False) -> Token:
    """The token of the request, with its user.

    The lock on the user comes first: whoever waited for it must see a token just revoked as gone.
    """
    header = request.headers.get("Authorization")
    if header is None:
        raise Unauthenticated
    match = HEADER.fullmatch(header)
    if match and lock:
        begin_write()
        db.session.execute(owner_of_token(digest(match[1])).with_for_update(of=User))
    token = match and db.session.scalar(live_token(digest(match[1])))
    if not token:
        raise Unauthenticated(f'{SCHEME} error="invalid_token"')
    return token


def login_required(*, optional: bool = False, lock: bool = False) -> Callable[[View], View]:
    """Hand the caller's account to the view as its first argument.

    With `optional` an anonymous caller is None; with `lock` the account is the view's to change.
    """

    def decorator(view: View) -> View:
        @wraps(view)
        def wrapper(*args: Any, **kwargs: Any) -> Any:
            if optional and "Authorization" not in request.headers:
                return view(None, *args, **kwargs)
            g.token = authenticate(lock=lock)
            return view(g.token.user, *args, **kwargs)

        security: list[dict[str, list[str]]] = [{"BearerAuth": []}]
        return documented(401, security=[{}, *security] if optional else security)(wrapper)

    return decorator
