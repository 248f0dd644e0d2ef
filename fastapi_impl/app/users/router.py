"""Users and tokens over HTTP."""

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Query, Response
from sqlalchemy import select

from app.auth import SCHEME, CurrentToken, CurrentUser, issue_token
from app.config import SettingsDep
from app.db import SessionDep
from app.fields import Id
from app.openapi import problems, with_headers
from app.pagination import Page, PageQuery, paginate
from app.problems import ProblemError
from app.requests import StrictRoute
from app.users.conflicts import save_user
from app.users.dependencies import ConfirmedChanges, VerifiedUser
from app.users.models import User
from app.users.passwords import hash_password
from app.users.queries import other_tokens, rows_of, user_by_id
from app.users.schemas import IssuedToken, OwnUser, PublicUser, Registration, UserPage

users = APIRouter(prefix="/api/v1/users", tags=["users"], route_class=StrictRoute)
tokens = APIRouter(prefix="/api/v1/tokens", tags=["tokens"], route_class=StrictRoute)

REGISTERED = problems(409) | with_headers(201, "Location")


@users.post("", status_code=201, response_model=OwnUser, responses=REGISTERED)
async def register_user(new: Registration, session: SessionDep, response: Response) -> User:
    """Register a user."""
    user = User(new.username, new.email, await hash_password(new.password), new.bio)
    await save_user(session, user)
    response.headers["Location"] = users.url_path_for("get_user", user_id=user.id)
    return user


@users.get("", response_model=UserPage)
async def list_users(query: Annotated[PageQuery, Query()], session: SessionDep) -> Page[User]:
    """List users."""
    return await paginate(session, select(User), User, query)


@users.get("/{user_id:id}", response_model=PublicUser, responses=problems(404))
async def get_user(user_id: Id, session: SessionDep) -> User:
    """Show a user."""
    user = await session.scalar(user_by_id(user_id))
    if user is None:
        raise ProblemError("not-found")
    return user


@users.get("/me", response_model=OwnUser)
async def get_me(user: CurrentUser, response: Response) -> User:
    """Show the caller's own account."""
    response.headers["Cache-Control"] = "no-store"
    return user


@users.patch("/me", response_model=OwnUser, responses=problems(409))
async def update_me(token: CurrentToken, changes: ConfirmedChanges, session: SessionDep) -> User:
    """Change the caller's own account."""
    await save_user(session, token.user, changes)
    if "password_hash" in changes:
        await session.execute(other_tokens(token))
    return token.user


@users.delete("/me", status_code=204, response_class=Response)
async def delete_me(user: CurrentUser, session: SessionDep) -> None:
    """Delete the caller's own account, posts and tokens."""
    for deletion in rows_of(user):
        await session.execute(deletion)


@tokens.post("", status_code=201, responses=problems(401))
async def create_token(
    user: VerifiedUser, session: SessionDep, settings: SettingsDep, response: Response
) -> IssuedToken:
    """Log in."""
    text, token = issue_token(user, timedelta(seconds=settings.token_ttl_seconds))
    session.add(token)
    response.headers["Cache-Control"] = "no-store"
    return IssuedToken(token=text, token_type=SCHEME, expires_at=token.expires_at)


@tokens.delete("/current", status_code=204, response_class=Response)
async def revoke_token(token: CurrentToken, session: SessionDep) -> None:
    """Log out."""
    await session.delete(token)
