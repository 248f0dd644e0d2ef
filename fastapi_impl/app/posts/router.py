"""Posts over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from app.auth import NO_TOKEN, CurrentUser, OptionalUser
from app.db import SessionDep
from app.etags import IfNoneMatch, etag, is_not_modified
from app.openapi import OPTIONAL_TOKEN, problems, with_headers
from app.pagination import Page, paginate
from app.posts.dependencies import OwnPost, VisiblePost
from app.posts.models import Post
from app.posts.queries import listed
from app.posts.schemas import PostCreation, PostListQuery, PostPage, PostShown, PostUpdate
from app.problems import ProblemError
from app.requests import StrictRoute

posts = APIRouter(prefix="/api/v1/posts", tags=["posts"], route_class=StrictRoute)

ONE_POST = "/{post_id:id}"
CREATED = with_headers(201, "Location", "ETag")
SHOWN = problems(404) | with_headers(200, "ETag") | with_headers(304, "ETag")
OWN = problems(403, 404, 412)


@posts.post("", status_code=201, response_model=PostShown, responses=CREATED)
async def create_post(
    author: CurrentUser, new: PostCreation, session: SessionDep, response: Response
) -> Post:
    """Write a post."""
    post = Post(author, new.title, new.body, new.status)
    session.add(post)
    await session.flush()
    response.headers["Location"] = posts.url_path_for("get_post", post_id=post.id)
    response.headers["ETag"] = etag(post)
    return post


@posts.get("", response_model=PostPage, openapi_extra=OPTIONAL_TOKEN)
async def list_posts(
    user: OptionalUser, query: Annotated[PostListQuery, Query()], session: SessionDep
) -> Page[Post]:
    """List published posts, or the caller's drafts."""
    if query.status == "draft" and user is None:
        raise ProblemError("unauthenticated", NO_TOKEN)
    return await paginate(session, listed(query.status, query.author_id, user), Post, query)


@posts.get(ONE_POST, response_model=PostShown, responses=SHOWN, openapi_extra=OPTIONAL_TOKEN)
async def get_post(
    post: VisiblePost, response: Response, if_none_match: IfNoneMatch = None
) -> Post | Response:
    """Show a post."""
    response.headers["ETag"] = etag(post)
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Vary"] = "Authorization"
    if is_not_modified(if_none_match, post):
        return Response(status_code=304, headers=response.headers)
    return post


@posts.patch(ONE_POST, response_model=PostShown, responses=OWN | with_headers(200, "ETag"))
async def update_post(post: OwnPost, changes: PostUpdate, response: Response) -> Post:
    """Change a post."""
    post.edit(changes)
    response.headers["ETag"] = etag(post)
    return post


@posts.delete(ONE_POST, status_code=204, response_class=Response, responses=OWN)
async def delete_post(post: OwnPost, session: SessionDep) -> None:
    """Delete a post."""
    await session.delete(post)
