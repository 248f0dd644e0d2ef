"""Who has proven to know a password."""

from functools import wraps
from typing import Any

from app.auth import authenticate
from app.extensions import begin_write, db
from app.openapi import View, documented
from app.problems import InvalidCredentials, ValidationFailed, wrong_member
from app.users.models import User
from app.users.passwords import hash_password, verify_password
from app.users.queries import user_by_username


def verified_user(view: View) -> View:
    """Hand over the user, locked, instead of the credentials. Nothing is locked while hashing."""

    @wraps(view)
    def wrapper(credentials: dict[str, str]) -> Any:
        named = user_by_username(credentials["username"])
        user = db.session.scalar(named)
        known = user.password_hash if user else None
        db.session.rollback()
        if not verify_password(credentials["password"], known):
            raise InvalidCredentials
        begin_write()
        user = db.session.scalar(named.where(User.password_hash == known).with_for_update())
        if user is None:
            raise InvalidCredentials
        return view(user)

    return documented(401)(wrapper)


def confirmed_changes(view: View) -> View:
    """Hand over the caller, locked, and the columns to change.

    A new email or password must be confirmed by the current password. Nothing is locked while
    hashing, so the lock must find the hash that was verified.
    """

    @wraps(view)
    def wrapper(user: User, changes: dict[str, str]) -> Any:
        known = user.password_hash
        current = changes.pop("current_password", None)
        guarded = "email" in changes or "password" in changes
        db.session.rollback()
        confirmed = not guarded or verify_password(current or "", known)
        if confirmed and (new := changes.pop("password", current)) != current:
            changes["password_hash"] = hash_password(str(new))
        user = authenticate(lock=True).user
        if guarded and not (confirmed and user.password_hash == known):
            raise ValidationFailed(wrong_member("credentials", "current_password"))
        return view(user, changes)

    return wrapper
