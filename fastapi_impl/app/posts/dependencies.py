"""Which post a caller may read, and which they may change."""

from typing import Annotated

from fastapi import Depends

from app.auth import CurrentUser, OptionalUser
from app.db import SessionDep
from app.etags import IfMatch, etag, matches_strongly
from app.fields import Id
from app.posts.models import Post
from app.posts.queries import visible_post
from app.problems import ProblemError, ProblemType, not_found


async def get_visible_post(post_id: Id, user: OptionalUser, session: SessionDep) -> Post:
    """The post, if it is there for the caller."""
    post = await session.scalar(visible_post(post_id, user))
    if post is None:
        raise not_found()
    return post


async def get_own_post(user: CurrentUser, post_id: Id, session: SessionDep) -> Post:
    """The post, locked, if it is the caller's."""
    post = await session.scalar(visible_post(post_id, user).with_for_update(of=Post))
    if post is None:
        raise not_found()
    if post.author_id != user.id:
        raise ProblemError(ProblemType.FORBIDDEN, "Only the author may change a post.")
    return post


async def get_unchanged_post(
    post: Annotated[Post, Depends(get_own_post)], if_match: IfMatch = None
) -> Post:
    """The caller's post, if it is still the one they have seen."""
    if if_match is not None and not matches_strongly(if_match, etag(post)):
        detail = "The post was changed in the meantime."
        raise ProblemError(ProblemType.PRECONDITION_FAILED, detail)
    return post


VisiblePost = Annotated[Post, Depends(get_visible_post)]
UnchangedPost = Annotated[Post, Depends(get_unchanged_post)]
