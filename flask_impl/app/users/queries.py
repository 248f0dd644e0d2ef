"""Statements about users and tokens."""

from sqlalchemy import Delete, Select, delete, or_, select
from sqlalchemy.orm import contains_eager

from app.base import utc_now
from app.users.models import Token, User


def user_by_username(username: str) -> Select[User]:
    """The user with this name."""
    return select(User).where(User.username == username)


def users_with_username_or_email(
    user_id: int | None, username: str, email: str
) -> Select[str, str]:
    """Username and email of every other user who has one of these."""
    same = or_(User.username == username, User.email == email)
    return select(User.username, User.email).where(same, User.id != (user_id or 0))


def live_token(digest: str) -> Select[Token]:
    """The token with this digest and its user as they are now, unless it has expired."""
    return (
        select(Token)
        .join(Token.user)
        .options(contains_eager(Token.user))
        .where(Token.digest == digest, Token.expires_at > utc_now())
        .execution_options(populate_existing=True)
    )


def other_tokens(token: Token) -> Delete:
    """Remove every token of the user but this one."""
    return delete(Token).where(Token.user_id == token.user_id, Token.id != token.id)
