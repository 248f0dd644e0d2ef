"""Who may see a post and who may change it."""

from functools import wraps
from typing import Any

from flask import g
from flask_smorest import abort

from app.auth import CHALLENGE, View
from app.etags import IF_MATCH, check_if_match
from app.extensions import db
from app.openapi import Blueprint
from app.pagination import Pages
from app.posts import queries
from app.posts.queries import PostRow


def get_visible_post(post_id: int) -> PostRow:
    """The post, if the caller may see it."""
    params = {"post_id": post_id, "user_id": g.user and g.user.id}
    post = db.session.execute(queries.shown_post, params).first() or abort(404)
    return PostRow(*post)


def get_listed_posts(query: dict[str, Any]) -> tuple[Pages, dict[str, int | str | None]]:
    """Published posts or the caller's drafts, of one author or of all."""
    if query["status"] == "draft" and g.user is None:
        abort(401, headers=CHALLENGE)
    user_id = g.user and g.user.id
    author_id = query.get("author_id") or (user_id if query["status"] == "draft" else None)
    pages = queries.posts_of_author if author_id else queries.posts_of_all
    return pages, {"status": query["status"], "user_id": user_id, "author_id": author_id}


def own_post_required(view: View) -> View:
    """Pass the view the post to write, once it is the caller's own and `If-Match` names it.

    The post is locked until the commit, so that what is checked here holds for the write.
    """

    @wraps(view)
    def wrapper(*args: Any, post_id: int) -> Any:
        params = {"post_id": post_id, "user_id": g.user.id}
        post = db.session.scalar(queries.locked_post, params) or abort(404)
        if post.author_id != g.user.id:
            abort(403)
        check_if_match(post)
        return view(*args, post=post)

    doc = Blueprint.doc(parameters=[IF_MATCH], responses={403: "FORBIDDEN"})
    documented: View = doc(wrapper)
    return documented
