"""Turn unique-constraint violations into 409 responses."""

from collections.abc import Mapping
from types import MappingProxyType

from fastapi import HTTPException
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from app.http.validation import wrong_member
from app.users.models import User
from app.users.queries import users_with_username_or_email

NO_CHANGES: Mapping[str, str] = MappingProxyType({})


async def save_user(
    session: AsyncSession, user: User, changes: Mapping[str, str] = NO_CHANGES
) -> None:
    """Write a new or a changed user; 409 if another one has the username or the email."""
    user_id = user.id
    wanted = {"username": user.username, "email": changes.get("email", user.email)}
    try:
        async with session.begin_nested():
            session.add(user)
            user.edit(changes)
    except IntegrityError:
        statement = users_with_username_or_email(user_id, wanted["username"], wanted["email"])
        taken = {value for row in await session.execute(statement) for value in row}
        # Where whoever had it is gone by now, nobody can say which one it was.
        names = [name for name, value in wanted.items() if value in taken] or wanted
        errors = [wrong_member("unique", "This value is already taken.", name) for name in names]
        raise HTTPException(409, {"errors": errors}) from None
