"""Who may see a post and who may change it."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import g
from flask_smorest import abort

from app.auth import lock_account
from app.etags import check_if_match
from app.extensions import db
from app.posts import queries
from app.posts.models import Post


def get_visible_post(post_id: int) -> Post:
    """The post, if the caller may see it."""
    post: Post = db.session.scalar(queries.visible_post(post_id, g.user)) or abort(404)
    return post


def check_own_post(post: Post) -> None:
    """Reject a change of another's post, or of one that `If-Match` does not name any more."""
    if post.author_id != g.user.id:
        abort(403)
    check_if_match(post)


def get_own_post(post_id: int) -> Post:
    """The caller's own post, locked until the commit: what is checked here holds for the write."""
    lock_account()
    locked = queries.visible_post(post_id, g.user).with_for_update(of=Post)
    found = db.session.scalar(locked.execution_options(populate_existing=True))
    post: Post = found or abort(404)
    check_own_post(post)
    return post


def own_post_required(view: Callable[..., Any]) -> Callable[..., Any]:
    """Report what is wrong with the post before `@bp.arguments` says what is wrong with the body.

    It locks nothing: `get_own_post` checks again, with a lock, where the write stands.
    """

    @wraps(view)
    def wrapper(*args: Any, post_id: int) -> Any:
        check_own_post(get_visible_post(post_id))
        return view(*args, post_id=post_id)

    return wrapper
