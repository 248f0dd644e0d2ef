"""Who has proven to know a password."""

from typing import Annotated

from fastapi import Depends

from app.auth import CHALLENGES, CurrentToken, find_token
from app.db import SessionDep
from app.problems import ProblemError, ProblemType
from app.users.models import User
from app.users.passwords import hash_password, verify_password
from app.users.queries import password_hash_of, user_by_username
from app.users.schemas import Credentials, ProfileUpdate
from app.validation import Code, wrong_member


async def verified_user(credentials: Credentials, session: SessionDep) -> User:
    """The user with this name and password. No lock is held while a password is hashed."""
    user = await session.scalar(user_by_username(credentials.username))
    await session.commit()
    if await verify_password(credentials.password, user.password_hash if user else None) and user:
        still = await session.scalar(password_hash_of(user).with_for_update())
        if still == user.password_hash:
            return user
    detail = "The username or the password is wrong."
    headers = {"WWW-Authenticate": CHALLENGES[0]}
    raise ProblemError(ProblemType.INVALID_CREDENTIALS, detail, headers)


async def confirmed_changes(
    changes: ProfileUpdate, token: CurrentToken, session: SessionDep
) -> dict[str, str]:
    """The columns to change. A new email or password must be confirmed by the current password."""
    columns = {name: str(new) for name, new in changes.items() if name in {"bio", "email"}}
    if "email" not in changes and "password" not in changes:
        return columns
    known, current = token.user.password_hash, changes.get("current_password", "")
    # No lock is held while a password is hashed, so all is checked again under a new one.
    await session.commit()
    confirmed = await verify_password(current, known)
    if confirmed and changes.get("password", current) != current:
        columns["password_hash"] = await hash_password(changes["password"])
    await find_token(session, token.digest, lock=True)
    if not confirmed or token.user.password_hash != known:
        errors = [wrong_member(Code.CREDENTIALS, "current_password")]
        detail = "The current password is needed for this change."
        raise ProblemError(ProblemType.VALIDATION_FAILED, detail, errors=errors)
    return columns


VerifiedUser = Annotated[User, Depends(verified_user)]
ConfirmedChanges = Annotated[dict[str, str], Depends(confirmed_changes)]
