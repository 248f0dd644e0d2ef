"""Statements about posts."""

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import Bundle, joinedload

from app.base import Rows
from app.posts.models import Post, Status
from app.users.models import User

# Posts with what is shown of their authors, in one statement.
posts = select(Post).options(joinedload(Post.author, innerjoin=True).load_only(User.username))
# The same for a list, as rows: nobody changes them, so the session need not keep track of them.
listed_posts: Rows = select(
    Post.id,
    Post.title,
    Post.body,
    Post.status,
    Post.created_at,
    Post.updated_at,
    Post.published_at,
    Bundle("author", User.id, User.username),
).join(Post.author)


def visible_to(user: User | None) -> ColumnElement[bool]:
    """Whether the post is there for this user: a draft is for its author alone."""
    published = Post.status == "published"
    return or_(published, Post.author_id == user.id) if user else published


def visible_post(post_id: int, user: User | None) -> Select[Post]:
    """The post with this id, if it is there for this user."""
    return posts.where(Post.id == post_id, visible_to(user))


def list_posts(status: Status, author_id: int | None, user: User | None) -> Rows:
    """Posts of this status that this user may list, of one author or of all."""
    found = listed_posts.where(Post.status == status)
    if author_id is not None:
        found = found.where(Post.author_id == author_id)
    if status == "draft":
        found = found.where(Post.author_id == (user and user.id))
    return found
