"""Checks of passwords, before a login or a change of the account.

Hashing takes long: it is done before any lock is taken, and without holding a connection.
"""

from typing import Any

from flask import g
from flask_smorest import abort

from app.auth import CHALLENGE, lock_account
from app.extensions import db
from app.problems import INVALID_CREDENTIALS
from app.users.models import User
from app.users.passwords import hash_password, verify_password
from app.users.queries import user_by_username


def verified_user(username: str, password: str) -> User:
    """The user with these credentials, locked, so that no token outlives a password change."""
    user = db.session.scalar(user_by_username(username))
    verified = user.password_hash if user else None
    db.session.commit()
    if not verify_password(password, verified):
        reject_login()
    unchanged = user_by_username(username).where(User.password_hash == verified)
    locked: User = db.session.scalar(unchanged.with_for_update()) or reject_login()
    return locked


def reject_login() -> Any:
    """Reject an unknown user and a wrong password with the same response."""
    abort(401, type_and_detail=INVALID_CREDENTIALS, headers=CHALLENGE)


def confirmed_changes(changes: dict[str, str]) -> dict[str, str]:
    """What to change of the caller, whose account is locked when this returns.

    A new email or password must be confirmed by the current password.
    """
    columns = {name: new for name, new in changes.items() if name in {"bio", "email"}}
    if "email" not in changes and "password" not in changes:
        return columns
    verified, current = g.user.password_hash, changes.get("current_password", "")
    new = changes.get("password", current)
    db.session.commit()
    confirmed = verify_password(current, verified)
    if confirmed and new != current:
        columns["password_hash"] = hash_password(new)
    lock_account()
    if not confirmed or g.user.password_hash != verified:
        abort(422, messages={"json": {"current_password": ["credentials"]}})
    return columns
