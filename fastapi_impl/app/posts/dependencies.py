"""Who may see a post and who may change it."""

from typing import Annotated

from fastapi import Depends, HTTPException

from app.auth import CHALLENGE, LockedToken, OptionalCaller
from app.db import ReadsDep, SessionDep, fetch_one, or_404
from app.etags import IfMatch, check_if_match
from app.pagination import Pages
from app.posts import queries
from app.posts.models import Post
from app.posts.queries import PostRow
from app.posts.schemas import PostListQuery
from app.schemas import Id
from app.users.queries import AccountRow


async def get_visible_post(post_id: Id, caller: OptionalCaller, reads: ReadsDep) -> PostRow:
    """The post, or 404 if the caller may not see it."""
    params = {"post_id": post_id, "user_id": caller.id if caller else None}
    return or_404(await fetch_one(reads, PostRow, queries.shown_post, params))


def get_listed_posts(
    query: PostListQuery, caller: AccountRow | None
) -> tuple[Pages, dict[str, int | str | None]]:
    """Published posts or the caller's drafts, of one author or of all."""
    if query.status == "draft" and caller is None:
        raise HTTPException(401, headers=CHALLENGE)
    user_id = caller.id if caller else None
    author_id = query.author_id or (user_id if query.status == "draft" else None)
    pages = queries.posts_of_author if author_id else queries.posts_of_all
    return pages, {"status": query.status, "user_id": user_id, "author_id": author_id}


async def get_own_post(
    post_id: Id, token: LockedToken, session: SessionDep, if_match: IfMatch = None
) -> Post:
    """The post, locked for a write: 404, 403 if it is somebody else's, 412 by `If-Match`."""
    params = {"post_id": post_id, "user_id": token.user_id}
    post = or_404(await session.scalar(queries.locked_post, params))
    if post.author_id != token.user_id:
        raise HTTPException(403)
    check_if_match(if_match, post)
    return post


VisiblePost = Annotated[PostRow, Depends(get_visible_post)]
OwnPost = Annotated[Post, Depends(get_own_post)]
