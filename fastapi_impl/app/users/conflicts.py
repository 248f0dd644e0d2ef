"""Turn unique-constraint violations into 409 responses."""

from collections.abc import Mapping

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from app.problems import wrong_members
from app.users.models import User
from app.users.queries import users_with_username_or_email


async def save_user(
    session: AsyncSession, user: User, changes: Mapping[str, str] | None = None, attempts: int = 3
) -> None:
    """Write a new or a changed user; 409 names what another user has.

    The unique constraints decide, however many ask at once. If the user who had a name is gone by
    now, try again.
    """
    changes, user_id = changes or {}, user.id
    wanted = {"username": user.username, "email": changes.get("email", user.email)}
    try:
        async with session.begin_nested():
            session.add(user)
            user.edit(changes)
    except IntegrityError:
        if taken := await find_taken(session, user_id, wanted):
            raise wrong_members(409, "unique", *taken) from None
        if attempts == 1:
            raise
        if user_id is not None:
            await session.refresh(user)  # expired by the rollback, and async loads nothing lazily
        await save_user(session, user, changes, attempts - 1)


async def find_taken(
    session: AsyncSession, user_id: int | None, wanted: Mapping[str, str]
) -> list[str]:
    """The names of what another user has."""
    statement = users_with_username_or_email(user_id, wanted["username"], wanted["email"])
    taken = {value for row in await session.execute(statement) for value in row}
    return [name for name, value in wanted.items() if value in taken]
