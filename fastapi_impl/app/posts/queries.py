"""Statements about posts."""

from sqlalchemy import and_, bindparam, or_, select
from sqlalchemy.orm import Bundle

from app.base import Rows
from app.pagination import page_statements
from app.posts.models import Post
from app.users.models import User

# The post `:post_id`, if it is there for the user `:user_id`: a draft is for its author alone.
is_visible = or_(Post.status == "published", Post.author_id == bindparam("user_id"))
is_this = and_(Post.id == bindparam("post_id"), is_visible)
# As an object, locked until the commit; its author, the caller, is locked and loaded by then.
locked_post = select(Post).where(is_this).with_for_update()

# What is shown of posts, as rows: the session need not keep track of what nobody changes.
shown_posts: Rows = select(
    Post.id,
    Post.title,
    Post.body,
    Post.status,
    Post.created_at,
    Post.updated_at,
    Post.published_at,
    Bundle("author", User.id, User.username),
).join(Post.author)
# One of them, with the version for its entity-tag.
shown_post = shown_posts.add_columns(Post.version).where(is_this)
# Those of `:status`, of all authors or of `:author_id`.
listed_posts = shown_posts.where(Post.status == bindparam("status"), is_visible)
of_author = listed_posts.where(Post.author_id == bindparam("author_id"))
posts_of_all = page_statements(listed_posts, Post.id)
posts_of_author = page_statements(of_author, Post.id)
