"""Statements about users and tokens."""

from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Delete, Select, and_, bindparam, case, delete, or_, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import contains_eager
from sqlalchemy.sql.dml import ReturningInsert

from app.base import utc_now
from app.pagination import page_statements
from app.users.models import LoginAttempts, Token, User

# `ON CONFLICT` is no standard SQL, so each dialect has an INSERT of its own.
INSERT: dict[str, type[postgresql.Insert | sqlite.Insert]] = {
    "postgresql": postgresql.Insert,
    "sqlite": sqlite.Insert,
}


class UserRow(NamedTuple):
    """What everyone may see of a user."""

    id: int
    username: str
    bio: str
    created_at: datetime


class AccountRow(NamedTuple):
    """What a user sees of the own account."""

    id: int
    username: str
    email: str
    bio: str
    created_at: datetime
    updated_at: datetime


# What is read, in the order of `UserRow`.
shown_users = select(User.id, User.username, User.bio, User.created_at)
shown_user = shown_users.where(User.id == bindparam("user_id"))
listed_users = page_statements(shown_users, User.id)


def user_by_username(username: str) -> Select[User]:
    """The user with this name."""
    return select(User).where(User.username == username)


def users_with_username_or_email(
    user_id: int | None, username: str, email: str
) -> Select[str, str]:
    """Username and email of every other user who has one of these."""
    same = or_(User.username == username, User.email == email)
    return select(User.username, User.email).where(same, User.id != (user_id or 0))


# The token `:digest`, unless it has expired `:now`.
is_live = and_(Token.digest == bindparam("digest"), Token.expires_at > bindparam("now"))
# Its user, in the order of `AccountRow`.
live_user = (
    select(User.id, User.username, User.email, User.bio, User.created_at, User.updated_at)
    .join(Token.user)
    .where(is_live)
)
# The token with its user as they are now, locked until the commit; one that was deleted while this
# waited is not found. PostgreSQL locks the user first, as everything does that deletes tokens, so
# no two of them deadlock.
locked_token = (
    select(Token)
    .join(Token.user)
    .options(contains_eager(Token.user))
    .where(is_live)
    .with_for_update(of=[User, Token])
    .execution_options(populate_existing=True)
)


def expired_tokens(user: User) -> Delete:
    """Remove what logins of the user have left."""
    return delete(Token).where(Token.user_id == user.id, Token.expires_at <= utc_now())


def other_tokens(token: Token) -> Delete:
    """Remove every token of the user but this one."""
    return delete(Token).where(Token.user_id == token.user_id, Token.id != token.id)


def count_login_attempt(
    dialect: str, key: str, period: timedelta
) -> ReturningInsert[int, datetime]:
    """Count one more attempt, or the first one of a new period.

    One statement, so that of attempts at the same time each gets a number of its own.
    """
    now = utc_now()
    insert = INSERT[dialect](LoginAttempts).values(key=key, count=1, expires_at=now + period)
    is_over, new = LoginAttempts.expires_at <= now, insert.excluded
    return insert.on_conflict_do_update(
        index_elements=[LoginAttempts.key],
        set_={
            "count": case((is_over, new.count), else_=LoginAttempts.count + 1),
            "expires_at": case((is_over, new.expires_at), else_=LoginAttempts.expires_at),
        },
    ).returning(LoginAttempts.count, LoginAttempts.expires_at)


def expired_login_attempts() -> Delete:
    """Remove the counts that have expired, but wait for none that is locked."""
    expired = select(LoginAttempts.key).where(LoginAttempts.expires_at <= utc_now())
    unlocked = expired.with_for_update(skip_locked=True)
    return delete(LoginAttempts).where(LoginAttempts.key.in_(unlocked))
