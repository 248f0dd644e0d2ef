"""Statements about posts."""

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import joinedload

from app.posts.models import Post, Status
from app.users.models import User


def posts() -> Select[Post]:
    """Posts with what is shown of their authors, in one statement."""
    author = joinedload(Post.author, innerjoin=True).load_only(User.username)
    return select(Post).options(author)


def visible_to(user: User | None) -> ColumnElement[bool]:
    """Whether the post is there for this user: a draft is for its author alone."""
    published = Post.status == "published"
    return or_(published, Post.author_id == user.id) if user else published


def visible_post(post_id: int, user: User | None) -> Select[Post]:
    """The post with this id, if it is there for this user."""
    return posts().where(Post.id == post_id, visible_to(user))


def list_posts(status: Status, author_id: int | None, user: User | None) -> Select[Post]:
    """Posts of this status that this user may list, of one author or of all."""
    found = posts().where(Post.status == status)
    if author_id is not None:
        found = found.where(Post.author_id == author_id)
    if status == "draft":
        found = found.where(Post.author_id == (user and user.id))
    return found
