"""Users and tokens over HTTP."""

from datetime import timedelta
from typing import Any

from flask import abort, current_app, g, url_for
from sqlalchemy.exc import IntegrityError

from app.auth import authenticate, digest, issue_token, login_required
from app.extensions import begin_write, db
from app.openapi import LOCATION, Blueprint, documented
from app.pagination import Page, PageQuerySchema, paginate
from app.problems import InvalidCredentials, Taken, ValidationFailed, member
from app.users.models import Token, User
from app.users.passwords import NOBODY, hash_password, verify_password
from app.users.queries import (
    other_tokens,
    rows_of,
    user_by_id,
    user_by_username,
    users,
    users_with,
)
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
@blp.response(201, OwnUserSchema, headers={"Location": LOCATION})
@documented(409)
@blp.arguments(RegistrationSchema)
def register_user(fields: dict[str, Any]) -> tuple[User, Headers]:
    """Register a user."""
    user = User(password_hash=hash_password(fields.pop("password")), **fields)
    save_new(user)
    return user, {"Location": url_for(".get_user", user_id=user.id)}


@blp.get("/users", tags=["users"])
@blp.response(200, UserPageSchema)
@blp.arguments(PageQuerySchema, location="query")
def list_users(query: dict[str, Any]) -> Page:
    """List users."""
    return paginate(users(), User.id, query)


@blp.get("/users/<id:user_id>", tags=["users"])
@blp.response(200, PublicUserSchema)
@documented(404)
def get_user(user_id: int) -> User:
    """Show a user."""
    return db.session.scalar(user_by_id(user_id)) or abort(404)


@blp.get("/users/me", tags=["users"])
@blp.response(200, OwnUserSchema)
@login_required()
def get_me(user: User) -> tuple[User, Headers]:
    """Show the caller's own account."""
    return user, NO_STORE


@blp.patch("/users/me", tags=["users"])
@blp.response(200, OwnUserSchema)
@documented(409)
@login_required()
@blp.arguments(ProfileUpdateSchema)
def update_me(user: User, changes: dict[str, Any]) -> User:
    """Change the caller's own account."""
    user = confirm_password(user, changes)
    user.edit(changes)
    if "password_hash" in changes:
        db.session.execute(other_tokens(g.token))
    save_email()
    return user


@blp.delete("/users/me", tags=["users"])
@blp.response(204)
@login_required(lock=True)
def delete_me(user: User) -> None:
    """Delete the caller's own account, posts and tokens."""
    for rows in rows_of(user):
        db.session.execute(rows)
    db.session.commit()


@blp.post("/tokens", tags=["tokens"])
@blp.response(201, IssuedTokenSchema)
@documented(401)
@blp.arguments(CredentialsSchema)
def create_token(credentials: dict[str, str]) -> tuple[dict[str, Any], Headers]:
    """Log in."""
    user = log_in(**credentials)
    secret = issue_token()
    token = Token(user, digest(secret), timedelta(seconds=current_app.config["TOKEN_TTL_SECONDS"]))
    db.session.add(token)
    db.session.commit()
    issued = {"token": secret, "token_type": "Bearer", "expires_at": token.expires_at}
    return issued, NO_STORE


@blp.delete("/tokens/current", tags=["tokens"])
@blp.response(204)
@login_required(lock=True)
def revoke_token(user: User) -> None:
    """Log out."""
    db.session.delete(g.token)
    db.session.commit()


def save_new(user: User) -> None:
    """Insert the user, or name what is taken; what was let go meanwhile is worth another try."""
    while True:
        db.session.add(user)
        try:
            db.session.commit()
        except IntegrityError:
            db.session.rollback()
            holders = db.session.execute(users_with(user.username, user.email)).all()
            names = [
                n
                for n in ("username", "email")
                if any(getattr(h, n) == getattr(user, n) for h in holders)
            ]
            if names:
                raise Taken(*names) from None
        else:
            return


def save_email() -> None:
    try:
        db.session.commit()
    except IntegrityError:
        raise Taken("email") from None


def log_in(username: str, password: str) -> User:
    """The user, locked, whose password this is; nothing is locked during the long hashing."""
    user = db.session.scalar(user_by_username(username))
    password_hash = user.password_hash if user else NOBODY
    db.session.rollback()
    if not verify_password(password, password_hash):
        raise InvalidCredentials
    begin_write()
    unchanged = user_by_username(username).where(User.password_hash == password_hash)
    user = db.session.scalar(unchanged.with_for_update())
    if user is None:
        raise InvalidCredentials
    return user


def confirm_password(user: User, changes: dict[str, Any]) -> User:
    """The caller's account, locked, once the password that some changes need is confirmed.

    The hashing comes before the lock, which then shows whether the hash is still the same.
    """
    wrong_password = ValidationFailed(member("current_password", "credentials"))
    password_hash = user.password_hash
    current = changes.pop("current_password", None)
    guarded = bool(changes.keys() & {"email", "password"})
    db.session.rollback()
    if guarded and (current is None or not verify_password(current, password_hash)):
        raise wrong_password
    if (new := changes.pop("password", current)) != current:
        changes["password_hash"] = hash_password(new)
    user = authenticate(lock=True).user
    if guarded and user.password_hash != password_hash:
        raise wrong_password
    return user
