"""User and token endpoints."""

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from app.auth import SCHEME, Caller, LockedToken, issue_token
from app.config import SettingsDep
from app.db import ReadsDep, SessionDep, fetch_one, or_404
from app.openapi import BODY, problems, sends
from app.pagination import Page, PageQuery, PageResponse, paginate
from app.schemas import JSON, Id
from app.users.conflicts import save_user
from app.users.dependencies import ConfirmedChanges, VerifiedUser
from app.users.models import User
from app.users.passwords import hash_password
from app.users.queries import (
    AccountRow,
    UserRow,
    expired_tokens,
    listed_users,
    other_tokens,
    shown_user,
)
from app.users.schemas import MeResponse, TokenResponse, UserCreate, UserResponse

users_router = APIRouter(prefix="/users", tags=["users"], responses=problems(503))
tokens_router = APIRouter(prefix="/tokens", tags=["tokens"], responses=problems(503))

CREATED = sends(201, "Location")


@users_router.post(
    "",
    status_code=201,
    response_model=MeResponse,
    responses=BODY | problems(409) | CREATED,
    dependencies=[JSON],
)
async def register_user(
    new: UserCreate, session: SessionDep, request: Request, response: Response
) -> User:
    """Register a user."""
    password_hash = await hash_password(new.password)
    user = User(password_hash=password_hash, **new.model_dump(exclude={"password"}))
    await save_user(session, user)
    response.headers["Location"] = request.url_for("get_user", user_id=user.id).path
    return user


@users_router.get("", response_model=PageResponse[UserResponse], responses=problems(422))
async def list_users(query: Annotated[PageQuery, Query()], reads: ReadsDep) -> Page[UserRow]:
    """List users."""
    return await paginate(reads, listed_users, UserRow, query)


@users_router.get("/me", response_model=MeResponse, responses=problems(401))
async def get_me(caller: Caller, response: Response) -> AccountRow:
    """Show the caller's own account."""
    response.headers["Cache-Control"] = "no-store"
    return caller


@users_router.patch(
    "/me",
    response_model=MeResponse,
    responses=BODY | problems(401, 409),
    dependencies=[JSON],
)
async def update_me(token: LockedToken, changes: ConfirmedChanges, session: SessionDep) -> User:
    """Change the caller's own account."""
    await save_user(session, token.user, changes)
    if "password_hash" in changes:
        await session.execute(other_tokens(token))
    return token.user


@users_router.delete("/me", status_code=204, responses=problems(401))
async def delete_me(token: LockedToken, session: SessionDep) -> None:
    """Delete the caller's own account, posts and tokens."""
    await session.delete(token.user)


@users_router.get("/{user_id:id}", response_model=UserResponse, responses=problems(404))
async def get_user(user_id: Id, reads: ReadsDep) -> UserRow:
    """Show a user."""
    return or_404(await fetch_one(reads, UserRow, shown_user, {"user_id": user_id}))


@tokens_router.post("", status_code=201, responses=BODY | problems(401, 429), dependencies=[JSON])
async def create_token(
    user: VerifiedUser, session: SessionDep, settings: SettingsDep, response: Response
) -> TokenResponse:
    """Log in."""
    await session.execute(expired_tokens(user))
    text, token = issue_token(user, timedelta(seconds=settings.token_ttl_seconds))
    session.add(token)
    response.headers["Cache-Control"] = "no-store"
    return TokenResponse(token=text, token_type=SCHEME, expires_at=token.expires_at)


@tokens_router.delete("/current", status_code=204, responses=problems(401))
async def revoke_token(token: LockedToken, session: SessionDep) -> None:
    """Log out."""
    await session.delete(token)
