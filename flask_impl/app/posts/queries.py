"""Statements about posts."""

from sqlalchemy import bindparam, or_, select
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


# The post `:post_id`, if it is there for the user `:user_id`: a draft is for its author alone.
visible_post = posts.where(
    Post.id == bindparam("post_id"),
    or_(Post.status == "published", Post.author_id == bindparam("user_id")),
)
# The same, locked until the commit.
locked_post = visible_post.with_for_update(of=Post)


def list_posts(status: Status, author_id: int | None, user: User | None) -> Rows:
    """Posts of this status that this user may list, of one author or of all."""
    found = listed_posts.where(Post.status == status)
    if author_id is not None:
        found = found.where(Post.author_id == author_id)
    if status == "draft":
        found = found.where(Post.author_id == (user and user.id))
    return found
