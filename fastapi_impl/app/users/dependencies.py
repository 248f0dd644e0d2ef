"""Who has proven to know a password."""

from typing import Annotated

from fastapi import Depends

from app.auth import CurrentUser
from app.db import SessionDep
from app.http.validation import wrong_member
from app.problems import ProblemException
from app.users.models import User
from app.users.passwords import hash_password, verify_password
from app.users.queries import user_by_username
from app.users.schemas import LoginRequest, UserUpdate

INVALID_CREDENTIALS = ("invalid-credentials", "The username or the password is wrong.")


def invalid_credentials() -> ProblemException:
    """The 401 of a failed login."""
    return ProblemException(
        401, type_and_detail=INVALID_CREDENTIALS, headers={"WWW-Authenticate": "Bearer"}
    )


async def verified_user(login: LoginRequest, session: SessionDep) -> User:
    """The user with this username and password, or 401."""
    user = await session.scalar(user_by_username(login.username))
    await session.commit()  # hashing takes a while: others may have the connection
    known = user.password_hash if user else None
    if not await verify_password(login.password, known) or user is None:
        raise invalid_credentials()
    return user


async def confirmed_changes(
    changes: UserUpdate, user: CurrentUser, session: SessionDep
) -> dict[str, str]:
    """The columns to change; a new email or password must come with the current password."""
    columns: dict[str, str] = changes.model_dump(include={"bio", "email"})
    new = changes.model_dump(include={"password", "current_password"})
    if "email" not in columns and "password" not in new:
        return columns
    await session.commit()  # as above
    current = new.get("current_password", "")
    if not await verify_password(current, user.password_hash):
        raise ProblemException(422, [wrong_member("credentials", "current_password")])
    if new.get("password", current) != current:
        columns["password_hash"] = await hash_password(new["password"])
    return columns


VerifiedUser = Annotated[User, Depends(verified_user)]
ConfirmedChanges = Annotated[dict[str, str], Depends(confirmed_changes)]
