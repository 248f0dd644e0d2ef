"""The statements about users and tokens."""

from sqlalchemy import Delete, Select, delete, or_, select
from sqlalchemy.orm import contains_eager

from app.base import utc_now
from app.posts.models import Post
from app.users.models import Token, User


def user_by_id(user_id: int) -> Select[User]:
    """The user with this id."""
    return select(User).where(User.id == user_id)


def user_by_username(username: str) -> Select[User]:
    """The user with this name."""
    return select(User).where(User.username == username)


def others_with(user_id: int | None, username: str, email: str) -> Select[str, str]:
    """Name and email of every other user who has one of these."""
    same = or_(User.username == username, User.email == email)
    return select(User.username, User.email).where(same, User.id != (user_id or 0))


def password_hash_of(user: User) -> Select[str]:
    """The hash as it is stored now."""
    return select(User.password_hash).where(User.id == user.id)


def live_token(digest: str) -> Select[Token]:
    """The token with this digest and its user as they are now, unless it has expired."""
    return (
        select(Token)
        .join(Token.user)
        .options(contains_eager(Token.user))
        .where(Token.digest == digest, Token.expires_at > utc_now())
        .execution_options(populate_existing=True)
    )


def owner_of_token(digest: str) -> Select[int]:
    """The id of the user with this token."""
    return select(User.id).join(Token, Token.user_id == User.id).where(Token.digest == digest)


def other_tokens(token: Token) -> Delete:
    """Remove every token of the user but this one."""
    return delete(Token).where(Token.user_id == token.user_id, Token.id != token.id)


def rows_of(user: User) -> tuple[Delete, Delete, Delete]:
    """Remove the user with all there is of them, in an order that foreign keys allow."""
    return (
        delete(Token).where(Token.user_id == user.id),
        delete(Post).where(Post.author_id == user.id),
        delete(User).where(User.id == user.id),
    )
