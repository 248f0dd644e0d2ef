"""Names that are taken; of several who want one at once, the database lets one have it."""

from collections.abc import Mapping

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from app.problems import ProblemError, ProblemType
from app.users.models import User
from app.users.queries import others_with
from app.validation import Code, ErrorItem, wrong_member

NO_CHANGES: Mapping[str, str] = {}


async def save_user(
    session: AsyncSession, user: User, changes: Mapping[str, str] = NO_CHANGES
) -> None:
    """Write a new or a changed user, trying again where whoever had the name is gone by now."""
    user_id: int | None = user.id
    wanted = {"username": user.username, "email": user.email, **changes}
    while True:
        try:
            async with session.begin_nested():
                session.add(user)
                user.edit(changes)
        except IntegrityError:
            if errors := await find_conflicts(session, user_id, wanted):
                detail = "A value is already taken."
                raise ProblemError(ProblemType.CONFLICT, detail, errors=errors) from None
            if user_id is not None:
                await session.refresh(user)
        else:
            return


async def find_conflicts(
    session: AsyncSession, user_id: int | None, wanted: Mapping[str, str]
) -> list[ErrorItem]:
    """An error for each name that another user has."""
    others = await session.execute(others_with(user_id, wanted["username"], wanted["email"]))
    taken = {value for other in others for value in other}
    return [wrong_member(Code.UNIQUE, name) for name, value in wanted.items() if value in taken]
