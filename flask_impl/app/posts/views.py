"""Post endpoints."""

from typing import Any

from flask import Response, g, url_for

from app.auth import login_locked, login_optional
from app.etags import ETAG, IF_NONE_MATCH, etag, is_not_modified
from app.extensions import db
from app.openapi import LOCATION, Blueprint
from app.pagination import Page, paginate
from app.posts.models import Post
from app.posts.permissions import get_listed_posts, get_visible_post, own_post_required
from app.posts.queries import PostRow
from app.posts.schemas import (
    PostCreateSchema,
    PostListQuerySchema,
    PostPageSchema,
    PostSchema,
    PostUpdateSchema,
)

bp = Blueprint(
    "posts", __name__, url_prefix="/api/v1/posts", description="Drafts and published posts."
)

NEW_POST = {"title": "The White Rabbit", "body": "Oh dear! I shall be late!", "status": "published"}


@bp.post("")
@bp.response(201, PostSchema, headers=LOCATION | ETAG)
@login_locked
@bp.arguments(PostCreateSchema, example=NEW_POST)
def create_post(fields: dict[str, Any]) -> tuple[Post, dict[str, str]]:
    """Write a post"""
    post = Post(author=g.user, **fields)
    db.session.add(post)
    db.session.commit()
    return post, {"Location": url_for(".get_post", post_id=post.id), "ETag": etag(post)}


@bp.get("")
@bp.response(200, PostPageSchema)
@login_optional
@bp.arguments(PostListQuerySchema, location="query")
def list_posts(query: dict[str, Any]) -> Page[PostRow]:
    """List published posts, or the caller's drafts"""
    pages, params = get_listed_posts(query)
    return paginate(pages, PostRow, query, **params)


@bp.get("/<id:post_id>")
@bp.doc(parameters=[IF_NONE_MATCH])
@bp.response(200, PostSchema, headers=ETAG)
@bp.alt_response(304, success=True, headers=ETAG)
@login_optional
def get_post(post_id: int) -> Response | tuple[PostRow, dict[str, str]]:
    """Show a post"""
    post = get_visible_post(post_id)
    headers = {"ETag": etag(post), "Cache-Control": "private, no-cache", "Vary": "Authorization"}
    return Response(status=304, headers=headers) if is_not_modified(post) else (post, headers)


@bp.patch("/<id:post_id>")
@bp.response(200, PostSchema, headers=ETAG)
@login_locked
@own_post_required
@bp.arguments(PostUpdateSchema, example={"status": "published"})
def update_post(changes: dict[str, Any], post: Post) -> tuple[Post, dict[str, str]]:
    """Change a post"""
    post.edit(changes)
    db.session.commit()
    return post, {"ETag": etag(post)}


@bp.delete("/<id:post_id>")
@bp.response(204)
@login_locked
@own_post_required
def delete_post(post: Post) -> None:
    """Delete a post"""
    db.session.delete(post)
    db.session.commit()
