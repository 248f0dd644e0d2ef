"""Who may see a post and who may change it."""

from typing import Annotated

from fastapi import Depends

from app.auth import CurrentUser, OptionalUser
from app.db import SessionDep
from app.etags import IfMatch, check_if_match
from app.fields import Id
from app.posts.models import Post
from app.posts.queries import visible_post
from app.problems import ProblemError


async def get_visible_post(user: OptionalUser, post_id: Id, session: SessionDep) -> Post:
    """The post, if the caller may see it."""
    post = await session.scalar(visible_post(post_id, user))
    if post is None:
        raise ProblemError("not-found")
    return post


async def get_own_post(
    user: CurrentUser, post_id: Id, session: SessionDep, if_match: IfMatch = None
) -> Post:
    """The post, locked, if it is the caller's own and still what `If-Match` says."""
    post = await session.scalar(visible_post(post_id, user).with_for_update(of=Post))
    if post is None:
        raise ProblemError("not-found")
    if post.author_id != user.id:
        raise ProblemError("forbidden")
    check_if_match(if_match, post)
    return post


VisiblePost = Annotated[Post, Depends(get_visible_post)]
OwnPost = Annotated[Post, Depends(get_own_post)]
