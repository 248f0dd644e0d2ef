"""The tables of users, tokens and login attempts."""

from datetime import datetime, timedelta

from sqlalchemy import (
    BigInteger,
    Connection,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
    delete,
    event,
)
from sqlalchemy.orm import Mapped, Mapper, mapped_column, relationship

from app.base import NEVER_REUSE_KEYS, Base, Editable, Entity, utc_now


class User(Editable, Entity):
    """An account."""

    __tablename__ = "users"
    __table_args__ = (UniqueConstraint("username"), UniqueConstraint("email"), NEVER_REUSE_KEYS)

    username: Mapped[str] = mapped_column(String(30))
    email: Mapped[str] = mapped_column(String(254))
    password_hash: Mapped[str] = mapped_column(String(128))
    bio: Mapped[str] = mapped_column(String(500))
    # For a program that administers the same database; it means nothing here.
    is_staff: Mapped[bool]

    def __init__(self, username: str, email: str, password_hash: str, bio: str = "") -> None:
        self.username = username
        self.email = email
        self.password_hash = password_hash
        self.bio = bio
        self.is_staff = False
        self.created_at = self.updated_at = utc_now()


class Token(Entity):
    """A login; only the digest of the bearer token is stored."""

    __tablename__ = "tokens"
    __table_args__ = (UniqueConstraint("digest"), Index(None, "user_id"), NEVER_REUSE_KEYS)

    user_id: Mapped[int] = mapped_column(BigInteger, ForeignKey(User.id))
    digest: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]

    user: Mapped[User] = relationship(lazy="raise")

    def __init__(self, user: User, digest: str, lifetime: timedelta) -> None:
        self.user = user
        self.digest = digest
        self.created_at = utc_now()
        self.expires_at = self.created_at + lifetime


@event.listens_for(User, "before_delete")
def delete_tokens(_: Mapper[User], connection: Connection, user: User) -> None:
    """Tokens go with their user: the table has no ON DELETE CASCADE."""
    connection.execute(delete(Token).where(Token.user_id == user.id))


class LoginAttempts(Base):
    """How often a login to an account or from an address was tried, until the count expires."""

    __tablename__ = "login_attempts"
    __table_args__ = (Index(None, "expires_at"),)

    # A digest, as what people type into the name may be a password.
    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    count: Mapped[int]
    expires_at: Mapped[datetime]
