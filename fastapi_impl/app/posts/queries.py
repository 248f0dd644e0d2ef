"""Statements about posts."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import and_, bindparam, or_, select

from app.base import Rows
from app.pagination import page_statements
from app.posts.models import Post
from app.users.models import User


class AuthorRow(NamedTuple):
    """What is shown of a post's author."""

    id: int
    username: str


class PostRow(NamedTuple):
    """What is shown of a post, and the version for its entity-tag."""

    id: int
    title: str
    body: str
    status: str
    created_at: datetime
    updated_at: datetime
    published_at: datetime | None
    author_id: int
    username: str
    version: int

    @property
    def author(self) -> AuthorRow:
        return AuthorRow(self.author_id, self.username)


# The post `:post_id`, if the user `:user_id` may see it: a draft is for its author alone.
is_visible = or_(Post.status == "published", Post.author_id == bindparam("user_id"))
is_this = and_(Post.id == bindparam("post_id"), is_visible)
# As an object, locked until the commit; its author, the caller, is locked and loaded by then.
locked_post = select(Post).where(is_this).with_for_update()

# What is read, in the order of `PostRow`.
shown_posts: Rows = select(
    Post.id,
    Post.title,
    Post.body,
    Post.status,
    Post.created_at,
    Post.updated_at,
    Post.published_at,
    Post.author_id,
    User.username,
    Post.version,
).join(Post.author)
shown_post = shown_posts.where(is_this)
# Those of `:status`, of all authors or of `:author_id`.
listed_posts = shown_posts.where(Post.status == bindparam("status"), is_visible)
of_author = listed_posts.where(Post.author_id == bindparam("author_id"))
posts_of_all = page_statements(listed_posts, Post.id)
posts_of_author = page_statements(of_author, Post.id)
