"""Turn unique-constraint violations into 409 responses."""

from collections.abc import Mapping

from flask_smorest import abort
from sqlalchemy.exc import IntegrityError

from app.extensions import db
from app.users.models import User
from app.users.queries import users_with_username_or_email


def save_user(user: User, changes: Mapping[str, str] | None = None, attempts: int = 3) -> None:
    """Write a new or a changed user; 409 names what another user has.

    The unique constraints decide, however many ask at once. If the user who had a name is gone by
    now, try again.
    """
    changes = changes or {}
    wanted = {"username": user.username, "email": changes.get("email", user.email)}
    try:
        with db.session.begin_nested():
            db.session.add(user)
            user.edit(changes)
    except IntegrityError:
        if taken := find_taken(user.id, wanted):
            abort(409, messages={"json": {name: ["unique"] for name in taken}})
        if attempts == 1:
            raise
        save_user(user, changes, attempts - 1)


def find_taken(user_id: int | None, wanted: Mapping[str, str]) -> list[str]:
    """The names of what another user has."""
    statement = users_with_username_or_email(user_id, wanted["username"], wanted["email"])
    taken = {value for row in db.session.execute(statement) for value in row}
    return [name for name, value in wanted.items() if value in taken]
