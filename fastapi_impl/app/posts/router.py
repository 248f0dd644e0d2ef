"""Post endpoints."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from app.auth import LockedToken, OptionalCaller
from app.db import ReadsDep, SessionDep
from app.etags import IfNoneMatch, etag, is_not_modified
from app.openapi import ANONYMOUS, BODY, problems, sends
from app.pagination import Page, PageResponse, paginate
from app.posts.dependencies import OwnPost, VisiblePost, get_listed_posts
from app.posts.models import Post
from app.posts.queries import PostRow
from app.posts.schemas import PostCreate, PostListQuery, PostResponse, PostUpdate
from app.schemas import JSON

router = APIRouter(prefix="/posts", tags=["posts"], responses=problems(401, 503))

CREATED = sends(201, "Location", "ETag")
SHOWN = sends(200, "ETag") | sends(304, "ETag")
UPDATED = sends(200, "ETag")


@router.post(
    "",
    status_code=201,
    response_model=PostResponse,
    responses=BODY | CREATED,
    dependencies=[JSON],
)
async def create_post(
    new: PostCreate, token: LockedToken, session: SessionDep, request: Request, response: Response
) -> Post:
    """Write a post."""
    post = Post(author=token.user, **new.model_dump())
    session.add(post)
    await session.flush()
    response.headers["Location"] = request.url_for("get_post", post_id=post.id).path
    response.headers["ETag"] = etag(post)
    return post


@router.get(
    "", response_model=PageResponse[PostResponse], responses=problems(422), openapi_extra=ANONYMOUS
)
async def list_posts(
    query: Annotated[PostListQuery, Query()], caller: OptionalCaller, reads: ReadsDep
) -> Page[PostRow]:
    """List published posts, or the caller's drafts."""
    pages, params = get_listed_posts(query, caller)
    return await paginate(reads, pages, PostRow, query, **params)


@router.get(
    "/{post_id:id}",
    response_model=PostResponse,
    responses=problems(404) | SHOWN,
    openapi_extra=ANONYMOUS,
)
async def get_post(
    post: VisiblePost, response: Response, if_none_match: IfNoneMatch = None
) -> PostRow | Response:
    """Show a post."""
    headers = {"ETag": etag(post), "Cache-Control": "private, no-cache", "Vary": "Authorization"}
    response.headers.update(headers)
    return Response(None, 304, headers) if is_not_modified(if_none_match, post) else post


@router.patch(
    "/{post_id:id}",
    response_model=PostResponse,
    responses=BODY | problems(403, 404, 412) | UPDATED,
    dependencies=[JSON],
)
async def update_post(
    post: OwnPost, changes: PostUpdate, session: SessionDep, response: Response
) -> Post:
    """Change a post."""
    post.edit(changes.model_dump())
    await session.flush()
    response.headers["ETag"] = etag(post)
    return post


@router.delete("/{post_id:id}", status_code=204, responses=problems(403, 404, 412))
async def delete_post(post: OwnPost, session: SessionDep) -> None:
    """Delete a post."""
    await session.delete(post)
