"""Posts over HTTP."""

from typing import Any

from flask import Response, url_for

from app.auth import login_optional, login_required
from app.etags import etag, is_not_modified
from app.extensions import db
from app.openapi import IF_NONE_MATCH, Blueprint, Headers, documented
from app.pagination import Page, paginate
from app.posts.models import Post
from app.posts.permissions import own_post, visible_post
from app.posts.queries import listed
from app.posts.schemas import (
    PostCreationSchema,
    PostListQuerySchema,
    PostPageSchema,
    PostSchema,
    PostUpdateSchema,
)
from app.problems import Unauthenticated
from app.users.models import User

posts = Blueprint("posts", __name__, url_prefix="/api/v1/posts", description="Posts.")


@posts.post("")
@posts.response(201, PostSchema, headers=["Location", "ETag"])
@login_required
@posts.arguments(PostCreationSchema)
def create_post(user: User, fields: dict[str, Any]) -> tuple[Post, Headers]:
    """Write a post."""
    post = Post(author=user, **fields)
    db.session.add(post)
    db.session.commit()
    return post, {"Location": url_for(".get_post", post_id=post.id), "ETag": etag(post)}


@posts.get("")
@posts.response(200, PostPageSchema)
@login_optional
@posts.arguments(PostListQuerySchema, location="query")
def list_posts(user: User | None, query: dict[str, Any]) -> Page[Post]:
    """List published posts, or the caller's drafts."""
    if query["status"] == "draft" and user is None:
        raise Unauthenticated
    return paginate(listed(query["status"], query.get("author_id"), user), Post, query)


@posts.get("/<id:post_id>")
@posts.response(200, PostSchema, headers=["ETag"])
@posts.alt_response(304, headers=["ETag"])
@documented(parameters=[IF_NONE_MATCH])
@login_optional
@visible_post
def get_post(post: Post) -> Response | tuple[Post, Headers]:
    """Show a post."""
    headers = {"ETag": etag(post), "Cache-Control": "private, no-cache", "Vary": "Authorization"}
    return Response(status=304, headers=headers) if is_not_modified(post) else (post, headers)


@posts.patch("/<id:post_id>")
@posts.response(200, PostSchema, headers=["ETag"])
@login_required
@own_post
@posts.arguments(PostUpdateSchema)
def update_post(post: Post, changes: dict[str, Any]) -> tuple[Post, Headers]:
    """Change a post."""
    post.edit(changes)
    db.session.commit()
    return post, {"ETag": etag(post)}


@posts.delete("/<id:post_id>")
@posts.response(204)
@login_required
@own_post
def delete_post(post: Post) -> None:
    """Delete a post."""
    db.session.delete(post)
    db.session.commit()
