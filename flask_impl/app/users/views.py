"""Users and tokens over HTTP."""

from typing import Any

from flask import abort, g, url_for
from sqlalchemy import select

from app.auth import SCHEME, issue_token, login_required
from app.extensions import begin_write, db
from app.openapi import Blueprint, Headers, documented
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

NO_STORE = {"Cache-Control": "no-store"}

users = Blueprint("users", __name__, url_prefix="/api/v1/users", description="Accounts.")
tokens = Blueprint("tokens", __name__, url_prefix="/api/v1/tokens", description="Logins.")


@users.post("")
@users.response(201, OwnUserSchema, headers=["Location"])
@documented(409)
@users.arguments(RegistrationSchema)
def register_user(fields: dict[str, Any]) -> tuple[User, Headers]:
    """Register a user."""
    user = User(password_hash=hash_password(fields.pop("password")), **fields)
    begin_write()
    save_user(user)
    db.session.commit()
    return user, {"Location": url_for(".get_user", user_id=user.id)}


@users.get("")
@users.response(200, UserPageSchema)
@users.arguments(PageQuerySchema, location="query")
def list_users(query: dict[str, Any]) -> Page[User]:
    """List users."""
    return paginate(select(User), User, query)


@users.get("/<id:user_id>")
@users.response(200, PublicUserSchema)
@documented(404)
def get_user(user_id: int) -> User:
    """Show a user."""
    return db.session.scalar(user_by_id(user_id)) or abort(404)


@users.get("/me")
@users.response(200, OwnUserSchema)
@login_required
def get_me(user: User) -> tuple[User, Headers]:
    """Show the caller's own account."""
    return user, NO_STORE


@users.patch("/me")
@users.response(200, OwnUserSchema)
@documented(409)
@login_required
@users.arguments(ProfileUpdateSchema)
@confirmed_changes
def update_me(user: User, changes: dict[str, str]) -> User:
    """Change the caller's own account."""
    save_user(user, changes)
    if "password_hash" in changes:
        db.session.execute(other_tokens(g.token))
    db.session.commit()
    return user


@users.delete("/me")
@users.response(204)
@login_required
def delete_me(user: User) -> None:
    """Delete the caller's own account, posts and tokens."""
    for deletion in rows_of(user):
        db.session.execute(deletion)
    db.session.commit()


@tokens.post("")
@tokens.response(201, IssuedTokenSchema)
@tokens.arguments(CredentialsSchema)
@verified_user
def create_token(user: User) -> tuple[dict[str, Any], Headers]:
    """Log in."""
    text, token = issue_token(user)
    db.session.add(token)
    db.session.commit()
    return {"token": text, "token_type": SCHEME, "expires_at": token.expires_at}, NO_STORE


@tokens.delete("/current")
@tokens.response(204)
@login_required
def revoke_token(user: User) -> None:
    """Log out."""
    db.session.delete(g.token)
    db.session.commit()
