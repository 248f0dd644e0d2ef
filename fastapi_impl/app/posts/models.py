"""The posts table."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import BigInteger, Connection, ForeignKey, Index, String, Text, delete, event
from sqlalchemy.orm import Mapped, Mapper, declared_attr, mapped_column, relationship

from app.base import NEVER_REUSE_KEYS, Editable, Entity, utc_now
from app.users.models import User

Status = Literal["draft", "published"]


class Post(Editable, Entity):
    """A post, which everyone can read once it is published."""

    __tablename__ = "posts"
    __table_args__ = (
        Index(None, "status", "id"),
        Index(None, "author_id", "status", "id"),
        NEVER_REUSE_KEYS,
    )

    author_id: Mapped[int] = mapped_column(BigInteger, ForeignKey(User.id))
    title: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text)
    status: Mapped[Status] = mapped_column(String(9))
    published_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column()

    # Nothing to load: the author of a post that is written is the caller, already in the session.
    author: Mapped[User] = relationship(lazy="raise_on_sql")

    @declared_attr.directive
    @classmethod
    def __mapper_args__(cls) -> dict[str, Any]:
        """Let SQLAlchemy count the version, for the entity-tag: 1, and 1 more with each UPDATE."""
        return {"version_id_col": cls.version}

    def __init__(self, author: User, title: str, body: str, status: Status = "published") -> None:
        self.author = author
        self.title = title
        self.body = body
        self.status = status
        self.created_at = self.updated_at = utc_now()
        self.published_at = self.created_at if status == "published" else None

    def edit(self, changes: Mapping[str, object]) -> list[str]:
        changed = super().edit(changes)
        if "status" in changed:
            self.published_at = self.updated_at if self.status == "published" else None
        return changed


@event.listens_for(User, "before_delete")
def delete_posts(_: Mapper[User], connection: Connection, user: User) -> None:
    """Posts go with their author: the table has no ON DELETE CASCADE, and users know no posts."""
    connection.execute(delete(Post).where(Post.author_id == user.id))
