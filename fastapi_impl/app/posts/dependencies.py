"""Who may see a post and who may change it."""

from typing import Annotated

from fastapi import Depends, HTTPException

from app.auth import CurrentToken, OptionalUser, lock_account
from app.db import SessionDep
from app.etags import IfMatch, check_if_match
from app.posts.models import Post
from app.posts.queries import visible_post
from app.schemas import Id


async def get_visible_post(post_id: Id, user: OptionalUser, session: SessionDep) -> Post:
    """The post, or 404 if the caller may not see it."""
    post = await session.scalar(visible_post(post_id, user))
    if post is None:
        raise HTTPException(404)
    return post


async def get_own_post(
    post_id: Id, token: CurrentToken, session: SessionDep, if_match: IfMatch = None
) -> Post:
    """The post, locked for a write: 404, 403 if it is somebody else's, 412 by `If-Match`."""
    await lock_account(session, token)
    post = await session.scalar(visible_post(post_id, token.user).with_for_update(of=Post))
    if post is None:
        raise HTTPException(404)
    if post.author_id != token.user.id:
        raise HTTPException(403)
    check_if_match(if_match, post)
    return post


VisiblePost = Annotated[Post, Depends(get_visible_post)]
OwnPost = Annotated[Post, Depends(get_own_post)]
