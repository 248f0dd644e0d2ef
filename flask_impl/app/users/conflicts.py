"""Turn unique-constraint violations into 409 responses."""

from collections.abc import Mapping

from flask_smorest import abort
from sqlalchemy.exc import IntegrityError

from app.extensions import db
from app.users.models import User
from app.users.queries import users_with_username_or_email

NO_CHANGES: Mapping[str, str] = {}


def save_user(user: User, changes: Mapping[str, str] = NO_CHANGES, attempts: int = 3) -> None:
    """Write a new or a changed user, trying again where whoever had the name is gone by now."""
    wanted = {"username": user.username, "email": changes.get("email", user.email)}
    try:
        with db.session.begin_nested():
            db.session.add(user)
            user.edit(changes)
    except IntegrityError:
        if names := find_conflicts(user.id, wanted):
            abort(409, messages={"json": {name: ["unique"] for name in names}})
        if attempts == 1:
            raise
        save_user(user, changes, attempts - 1)


def find_conflicts(user_id: int | None, wanted: Mapping[str, str]) -> list[str]:
    """The names that another user has."""
    query = users_with_username_or_email(user_id, wanted["username"], wanted["email"])
    taken = {value for other in db.session.execute(query) for value in other}
    return [name for name, value in wanted.items() if value in taken]
