"""Names that are taken; of several who want one at once, the database lets one have it."""

from collections.abc import Mapping

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from app.problems import ProblemError, wrong_member
from app.users.models import User
from app.users.queries import others_with

NO_CHANGES: Mapping[str, str] = {}


async def save_user(
    session: AsyncSession, user: User, changes: Mapping[str, str] = NO_CHANGES, attempts: int = 3
) -> None:
    """Write a new or a changed user, trying again where whoever had the name is gone by now."""
    user_id: int | None = user.id
    wanted = {"username": user.username, "email": changes.get("email", user.email)}
    try:
        async with session.begin_nested():
            session.add(user)
            user.edit(changes)
    except IntegrityError:
        if names := await find_conflicts(session, user_id, wanted):
            errors = [wrong_member("unique", name) for name in names]
            raise ProblemError("conflict", errors=errors) from None
        if attempts == 1:
            raise
        if user_id is not None:
            await session.refresh(user)
        await save_user(session, user, changes, attempts - 1)


async def find_conflicts(
    session: AsyncSession, user_id: int | None, wanted: Mapping[str, str]
) -> list[str]:
    """The names that another user has."""
    others = await session.execute(others_with(user_id, wanted["username"], wanted["email"]))
    taken = {value for other in others for value in other}
    return [name for name, value in wanted.items() if value in taken]
