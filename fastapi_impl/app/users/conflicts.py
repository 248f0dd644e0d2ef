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
    session: AsyncSession, user: User, changes: Mapping[str, str] = NO_CHANGES, attempts: int = 3
) -> None:
    """Write a new or a changed user, trying again where whoever had the name is gone by now."""
    user_id = user.id
    wanted = {"username": user.username, "email": changes.get("email", user.email)}
    try:
        async with session.begin_nested():
            session.add(user)
            user.edit(changes)
    except IntegrityError:
        statement = users_with_username_or_email(user_id, wanted["username"], wanted["email"])
        taken = {value for row in await session.execute(statement) for value in row}
        names = [name for name, value in wanted.items() if value in taken]
        if not names and attempts > 1:
            if user_id is not None:
                await session.refresh(user)
            return await save_user(session, user, changes, attempts - 1)
        if not names:
            raise
        errors = [wrong_member("unique", "This value is already taken.", name) for name in names]
        raise HTTPException(409, {"errors": errors}) from None
