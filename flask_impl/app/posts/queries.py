"""Statements about posts."""

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Bundle, joinedload

from app.base import Rows
from app.pagination import page_statements
from app.posts.models import Post
from app.users.models import User

# Posts with what is shown of their authors, in one statement.
posts = select(Post).options(joinedload(Post.author, innerjoin=True).load_only(User.username))
# The post `:post_id`, if it is there for the user `:user_id`: a draft is for its author alone.
is_visible = or_(Post.status == "published", Post.author_id == bindparam("user_id"))
visible_post = posts.where(Post.id == bindparam("post_id"), is_visible)
# The same, locked until the commit.
locked_post = visible_post.with_for_update(of=Post)

# Lists are rows: nobody changes them, so the session need not keep track of them. Those of
# `:status` that are there for the user `:user_id`, of all authors or of `:author_id`.
listed_posts: Rows = (
    select(
        Post.id,
        Post.title,
        Post.body,
        Post.status,
        Post.created_at,
        Post.updated_at,
        Post.published_at,
        Bundle("author", User.id, User.username),
    )
    .join(Post.author)
    .where(Post.status == bindparam("status"), is_visible)
)
of_author = listed_posts.where(Post.author_id == bindparam("author_id"))
posts_of_all = page_statements(listed_posts, Post.id)
posts_of_author = page_statements(of_author, Post.id)
