"""Checks of passwords, before a login or a change of the account.

Hashing takes long: it is done before any lock is taken, and without holding a connection.
"""

from typing import Annotated

from fastapi import Depends

from app.auth import CHALLENGE, LockedToken, lock_account
from app.db import SessionDep
from app.problems import INVALID_CREDENTIALS, ProblemException, wrong_members
from app.users.models import User
from app.users.passwords import hash_password, verify_password
from app.users.queries import user_by_username
from app.users.schemas import MeUpdate
from app.users.throttling import ThrottledLogin


async def verified_user(login: ThrottledLogin, session: SessionDep) -> User:
    """The user with these credentials, locked, so that no token outlives a password change."""
    user = await session.scalar(user_by_username(login.username))
    verified = user.password_hash if user else None
    await session.commit()
    if await verify_password(login.password, verified):
        unchanged = user_by_username(login.username).where(User.password_hash == verified)
        if locked := await session.scalar(unchanged.with_for_update()):
            return locked
    raise ProblemException(401, CHALLENGE, type_and_detail=INVALID_CREDENTIALS)


async def confirmed_changes(
    changes: MeUpdate, token: LockedToken, session: SessionDep
) -> dict[str, str]:
    """What to change of the caller, whose account is locked when this returns.

    A new email or password must be confirmed by the current password.
    """
    columns: dict[str, str] = changes.model_dump(include={"bio", "email"})
    passwords: dict[str, str] = changes.model_dump(include={"password", "current_password"})
    if "email" not in columns and "password" not in passwords:
        return columns
    verified, current = token.user.password_hash, passwords.get("current_password", "")
    new = passwords.get("password", current)
    await session.commit()
    confirmed = await verify_password(current, verified)
    if confirmed and new != current:
        columns["password_hash"] = await hash_password(new)
    await lock_account(session, token.digest)
    if not confirmed or token.user.password_hash != verified:
        raise wrong_members(422, "credentials", "current_password")
    return columns


VerifiedUser = Annotated[User, Depends(verified_user)]
ConfirmedChanges = Annotated[dict[str, str], Depends(confirmed_changes)]
