"""The shapes of posts."""

from typing import Annotated

from pydantic import BeforeValidator, TypeAdapter, WithJsonSchema, with_config
from typing_extensions import TypedDict

from app.fields import CLOSED, AnswerModel, Body, Id, RequestModel, Status, Time, Title
from app.pagination import PageQuery, parse_integer


class PostCreation(RequestModel):
    """A new post."""

    title: Title
    body: Body
    status: Status = "published"


@with_config(CLOSED)
class PostUpdate(TypedDict, total=False):
    """The members to change."""

    title: Title
    body: Body
    status: Status


class Author(AnswerModel):
    """Who wrote a post."""

    id: Id
    username: str


class PostShown(AnswerModel):
    """A post as it is answered."""

    id: Id
    title: str
    body: str
    status: Status
    author: Author
    created_at: Time
    updated_at: Time
    published_at: Time | None


class PostListQuery(PageQuery):
    """Which posts, and which page of them."""

    author_id: Annotated[
        Id | None, BeforeValidator(parse_integer), WithJsonSchema(TypeAdapter(Id).json_schema())
    ] = None
    status: Status = "published"


class PostPage(AnswerModel):
    """A page of posts."""

    items: list[PostShown]
    next_cursor: str | None
