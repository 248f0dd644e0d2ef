"""Who may see a post and who may change it."""

from functools import wraps
from typing import Any

from werkzeug.exceptions import Forbidden, NotFound

from app.etags import check_if_match
from app.extensions import db
from app.openapi import IF_MATCH, View, documented
from app.posts import queries
from app.posts.models import Post
from app.users.models import User


def visible_post(view: View) -> View:
    """Hand over the post instead of the caller and the id, if the caller may see it."""

    @wraps(view)
    def wrapper(user: User | None, *, post_id: int) -> Any:
        post = db.session.scalar(queries.visible_post(post_id, user))
        if post is None:
            raise NotFound
        return view(post)

    return documented(404)(wrapper)


def own_post(view: View) -> View:
    """Hand over the post, locked, if it is the caller's own and still what `If-Match` says."""

    @wraps(view)
    def wrapper(user: User, *, post_id: int) -> Any:
        post = db.session.scalar(queries.visible_post(post_id, user).with_for_update(of=Post))
        if post is None:
            raise NotFound
        if post.author_id != user.id:
            raise Forbidden
        check_if_match(post)
        return view(post)

    return documented(403, 404, 412, parameters=[IF_MATCH])(wrapper)
