"""Users and tokens over HTTP."""

from typing import Any

from flask import abort, g, url_for
from sqlalchemy import select

from app.auth import SCHEME, issue_token, login_required
from app.extensions import begin_write, db
from app.openapi import Blueprint, documented
from app.pagination import Page, PageQuerySchema, paginate
from app.users.conflicts import save_user
from app.users.models import User
from app.users.passwords import hash_password
from app.users.permissions import confirmed_changes, verified_user
from app.users.queries import other_tokens, rows_of, user_by_id
from app.users.schemas import (
    CredentialsSchema,
    IssuedTokenSchema,
    OwnUserSchema,
    ProfileUpdateSchema,
    PublicUserSchema,
    RegistrationSchema,
    UserPageSchema,
)

Headers = dict[str, str]
NO_STORE = {"Cache-Control": "no-store"}

blp = Blueprint("users", __name__, url_prefix="/api/v1", description="Accounts and their owners.")


@blp.post("/users", tags=["users"])
@blp.response(201, OwnUserSchema, headers=["Location"])
@documented(409)
@blp.arguments(RegistrationSchema)
def register_user(fields: dict[str, Any]) -> tuple[User, Headers]:
    """Register a user."""
    user = User(password_hash=hash_password(fields.pop("password")), **fields)
    begin_write()
    save_user(user)
    db.session.commit()
    return user, {"Location": url_for(".get_user", user_id=user.id)}


@blp.get("/users", tags=["users"])
@blp.response(200, UserPageSchema)
@blp.arguments(PageQuerySchema, location="query")
def list_users(query: dict[str, Any]) -> Page[User]:
    """List users."""
    return paginate(select(User), User, query)


@blp.get("/users/<id:user_id>", tags=["users"])
@blp.response(200, PublicUserSchema)
@documented(404)
def get_user(user_id: int) -> User:
    """Show a user."""
    return db.session.scalar(user_by_id(user_id)) or abort(404)


@blp.get("/users/me", tags=["users"])
@blp.response(200, OwnUserSchema)
@login_required
def get_me(user: User) -> tuple[User, Headers]:
    """Show the caller's own account."""
    return user, NO_STORE


@blp.patch("/users/me", tags=["users"])
@blp.response(200, OwnUserSchema)
@documented(409)
@login_required
@blp.arguments(ProfileUpdateSchema)
@confirmed_changes
def update_me(user: User, changes: dict[str, str]) -> User:
    """Change the caller's own account."""
    save_user(user, changes)
    if "password_hash" in changes:
        db.session.execute(other_tokens(g.token))
    db.session.commit()
    return user


@blp.delete("/users/me", tags=["users"])
@blp.response(204)
@login_required
def delete_me(user: User) -> None:
    """Delete the caller's own account, posts and tokens."""
    for deletion in rows_of(user):
        db.session.execute(deletion)
    db.session.commit()


@blp.post("/tokens", tags=["tokens"])
@blp.response(201, IssuedTokenSchema)
@blp.arguments(CredentialsSchema)
@verified_user
def create_token(user: User) -> tuple[dict[str, Any], Headers]:
    """Log in."""
    text, token = issue_token(user)
    db.session.add(token)
    db.session.commit()
    return {"token": text, "token_type": SCHEME, "expires_at": token.expires_at}, NO_STORE


@blp.delete("/tokens/current", tags=["tokens"])
@blp.response(204)
@login_required
def revoke_token(user: User) -> None:
    """Log out."""
    db.session.delete(g.token)
    db.session.commit()
