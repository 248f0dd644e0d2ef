"""Who has proven to know a password."""

from typing import Annotated

from fastapi import Depends, Request

from app.auth import NO_TOKEN, CurrentToken, authenticate
from app.db import SessionDep
from app.problems import ProblemError, wrong_member
from app.users.models import User
from app.users.passwords import hash_password, verify_password
from app.users.queries import password_hash_of, user_by_username
from app.users.schemas import Credentials, ProfileUpdate


async def verified_user(credentials: Credentials, session: SessionDep) -> User:
    """The user with this name and password, locked."""
    user = await session.scalar(user_by_username(credentials.username))
    # No lock is held while a password is hashed, so the hash is looked at again under one.
    await session.commit()
    known = user.password_hash if user else None
    if not await verify_password(credentials.password, known) or not user:
        raise ProblemError("invalid-credentials", NO_TOKEN)
    if await session.scalar(password_hash_of(user).with_for_update()) != known:
        raise ProblemError("invalid-credentials", NO_TOKEN)
    return user


async def confirmed_changes(
    changes: ProfileUpdate, token: CurrentToken, session: SessionDep, request: Request
) -> dict[str, str]:
    """The columns to change. A new email or password must be confirmed by the current password."""
    columns = {name: str(new) for name, new in changes.items() if name in {"bio", "email"}}
    if "email" not in changes and "password" not in changes:
        return columns
    known, current = token.user.password_hash, changes.get("current_password", "")
    new = changes.get("password", current)
    # No lock is held while a password is hashed, so all is checked again under a new one.
    await session.commit()
    confirmed = await verify_password(current, known)
    if confirmed and new != current:
        columns["password_hash"] = await hash_password(new)
    await authenticate(request, session)
    if not confirmed or token.user.password_hash != known:
        errors = [wrong_member("credentials", "current_password")]
        raise ProblemError("validation-failed", errors=errors)
    return columns


VerifiedUser = Annotated[User, Depends(verified_user)]
ConfirmedChanges = Annotated[dict[str, str], Depends(confirmed_changes)]
