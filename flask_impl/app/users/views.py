"""User and token endpoints."""

from typing import Any

from flask import g, url_for

from app.auth import SCHEME, issue_token, login_locked, login_required
from app.extensions import db
from app.openapi import LOCATION, Blueprint
from app.pagination import Page, PageQuerySchema, paginate
from app.users.conflicts import save_user
from app.users.credentials import confirmed_changes, verified_user
from app.users.models import User
from app.users.passwords import hash_password
from app.users.queries import AccountRow, UserRow, expired_tokens, listed_users, other_tokens
from app.users.schemas import (
    MeSchema,
    MeUpdateSchema,
    TokenCreateSchema,
    TokenSchema,
    UserCreateSchema,
    UserPageSchema,
    UserSchema,
)
from app.users.throttling import throttle_login

users_bp = Blueprint(
    "users", __name__, url_prefix="/api/v1/users", description="Accounts and their owners."
)
tokens_bp = Blueprint(
    "tokens", __name__, url_prefix="/api/v1/tokens", description="Logging in and out."
)

NO_STORE = {"Cache-Control": "no-store"}
LOGIN = {"username": "alice", "password": "a long enough password"}
NEW_USER = {**LOGIN, "email": "alice@example.com", "bio": "Down the rabbit hole."}
NEW_BIO = {"bio": "Through the looking-glass."}


@users_bp.post("")
@users_bp.response(201, MeSchema, headers=LOCATION)
@users_bp.alt_response(409, "CONFLICT")
@users_bp.arguments(UserCreateSchema, example=NEW_USER)
def register_user(fields: dict[str, Any]) -> tuple[User, dict[str, str]]:
    """Register a user"""
    user = User(password_hash=hash_password(fields.pop("password")), **fields)
    save_user(user)
    db.session.commit()
    return user, {"Location": url_for(".get_user", user_id=user.id)}


@users_bp.get("")
@users_bp.response(200, UserPageSchema)
@users_bp.arguments(PageQuerySchema, location="query")
def list_users(query: dict[str, Any]) -> Page[UserRow]:
    """List users"""
    return paginate(listed_users, UserRow, query)


@users_bp.get("/me")
@users_bp.response(200, MeSchema)
@login_required
def get_me() -> tuple[AccountRow, dict[str, str]]:
    """Show the caller's own account"""
    return g.user, NO_STORE


@users_bp.patch("/me")
@users_bp.response(200, MeSchema)
@users_bp.alt_response(409, "CONFLICT")
@login_locked
@users_bp.arguments(MeUpdateSchema, example=NEW_BIO)
def update_me(changes: dict[str, str]) -> User:
    """Change the caller's own account"""
    columns = confirmed_changes(changes)
    save_user(g.user, columns)
    if "password_hash" in columns:
        db.session.execute(other_tokens(g.token))
    db.session.commit()
    user: User = g.user
    return user


@users_bp.delete("/me")
@users_bp.response(204)
@login_locked
def delete_me() -> None:
    """Delete the caller's own account, posts and tokens"""
    db.session.delete(g.user)
    db.session.commit()


@users_bp.get("/<id:user_id>")
@users_bp.response(200, UserSchema)
def get_user(user_id: int) -> User:
    """Show a user"""
    return db.get_or_404(User, user_id)


@tokens_bp.post("")
@tokens_bp.response(201, TokenSchema)
@tokens_bp.alt_response(401, "UNAUTHORIZED")
@tokens_bp.alt_response(429, "TOO_MANY_REQUESTS")
@tokens_bp.arguments(TokenCreateSchema, example=LOGIN)
def create_token(credentials: dict[str, str]) -> tuple[dict[str, Any], dict[str, str]]:
    """Log in"""
    throttle_login(credentials["username"])
    user = verified_user(**credentials)
    db.session.execute(expired_tokens(user))
    text, token = issue_token(user)
    db.session.add(token)
    db.session.commit()
    return {"token": text, "token_type": SCHEME, "expires_at": token.expires_at}, NO_STORE


@tokens_bp.delete("/current")
@tokens_bp.response(204)
@login_locked
def revoke_token() -> None:
    """Log out"""
    db.session.delete(g.token)
    db.session.commit()
