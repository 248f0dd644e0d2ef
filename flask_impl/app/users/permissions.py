"""Who has proven to know a password."""

from functools import wraps
from typing import Any

from app.auth import authenticate
from app.extensions import begin_write, db
from app.openapi import View, documented
from app.problems import InvalidCredentials, ValidationFailed, wrong_member
from app.users.models import User
from app.users.passwords import hash_password, verify_password
from app.users.queries import password_hash_of, user_by_username


def verified_user(view: View) -> View:
    """Hand over the user, locked, instead of the credentials."""

    @wraps(view)
    def wrapper(credentials: dict[str, str]) -> Any:
        user = db.session.scalar(user_by_username(credentials["username"]))
        # No lock is held while a password is hashed, so the hash is looked at again under one.
        db.session.commit()
        known = user.password_hash if user else None
        if not verify_password(credentials["password"], known) or not user:
            raise InvalidCredentials
        begin_write()
        if db.session.scalar(password_hash_of(user).with_for_update()) != known:
            raise InvalidCredentials
        return view(user)

    return documented(401)(wrapper)


def confirmed_changes(view: View) -> View:
    """Hand over the columns to change instead of the members.

    A new email or password must be confirmed by the current password.
    """

    @wraps(view)
    def wrapper(user: User, changes: dict[str, str]) -> Any:
        current = changes.pop("current_password", "")
        if "email" not in changes and "password" not in changes:
            return view(user, changes)
        known, new = user.password_hash, changes.pop("password", current)
        # No lock is held while a password is hashed, so all is checked again under a new one.
        db.session.commit()
        confirmed = verify_password(current, known)
        if confirmed and new != current:
            changes["password_hash"] = hash_password(new)
        authenticate()
        if not confirmed or user.password_hash != known:
            raise ValidationFailed(wrong_member("credentials", "current_password"))
        return view(user, changes)

    return wrapper
