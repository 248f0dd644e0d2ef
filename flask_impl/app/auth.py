"""Bearer tokens (RFC 6750): issuing, storing and checking them."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from hashlib import sha256
from secrets import token_urlsafe
from typing import Any

from flask import current_app, g, request
from flask_smorest import abort

from app.base import Rows, utc_now
from app.extensions import db
from app.openapi import BEARER, Blueprint
from app.users.models import Token, User
from app.users.queries import AccountRow, live_user, locked_token

View = Callable[..., Any]

PREFIX = "tp_"  # lets scanners of leaked secrets recognize a token

SCHEME = "Bearer"
CHALLENGE = {"WWW-Authenticate": SCHEME}
INVALID_TOKEN = {"WWW-Authenticate": f'{SCHEME} error="invalid_token"'}


def digest(token: str) -> str:
    """What is stored of a token; being random, it needs no slow hash."""
    return sha256(token.encode()).hexdigest()


def issue_token(user: User) -> tuple[str, Token]:
    """A new token, which is not stored itself, and the row to store."""
    text = PREFIX + token_urlsafe(32)
    lifetime = timedelta(seconds=current_app.config["TOKEN_TTL_SECONDS"])
    return text, Token(user, digest(text), lifetime)


def authenticate(statement: Rows) -> Any:
    """What the statement finds by the token of the request; 401 without one that works."""
    if "Authorization" not in request.headers:
        abort(401, headers=CHALLENGE)
    sent = request.authorization
    token = sent.token if sent and sent.type == "bearer" else None
    params = {"digest": digest(token or ""), "now": utc_now()}
    return db.session.execute(statement, params).first() or abort(401, headers=INVALID_TOKEN)


def read_caller() -> None:
    """Let `g.user` be the caller as a row, to show; 401 without a token that works."""
    g.user = AccountRow(*authenticate(live_user))


def lock_account() -> None:
    """Lock the account and the token of the caller until the commit; 401 if one is gone by now."""
    (g.token,) = authenticate(locked_token)
    g.user = g.token.user


def login_required(view: View, identify: Callable[[], None] = read_caller) -> View:
    """Reject a request without a token that works; the caller is `g.user`."""

    @wraps(view)
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        identify()
        return view(*args, **kwargs)

    documented: View = Blueprint.doc(security=[BEARER])(wrapper)
    return documented


def login_locked(view: View) -> View:
    """The same for a write: the account is locked, so that it is there until the commit."""
    return login_required(view, lock_account)


def login_optional(view: View) -> View:
    """Let anonymous callers in too, for whom `g.user` is None."""

    @wraps(view)
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        g.user = None
        if "Authorization" in request.headers:
            read_caller()
        return view(*args, **kwargs)

    documented: View = Blueprint.doc(security=[{}, BEARER])(wrapper)
    return documented
