"""Shapes of posts."""

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, TypeAdapter, WithJsonSchema, with_config
from typing_extensions import TypedDict

from app.fields import REQUEST, RESPONSE, Body, Id, Status, Time, Title
from app.pagination import PageQuery, parse_integer


class PostCreation(BaseModel):
    """A new post."""

    model_config = REQUEST

    title: Title
    body: Body
    status: Status = "published"


@with_config(REQUEST)
class PostUpdate(TypedDict, total=False):
    """The members to change."""

    title: Title
    body: Body
    status: Status


class Author(BaseModel):
    """Who wrote a post."""

    model_config = RESPONSE

    id: Id
    username: str


class PostShown(BaseModel):
    """A post as it is answered."""

    model_config = RESPONSE

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


class PostPage(BaseModel):
    """A page of posts."""

    model_config = RESPONSE

    items: list[PostShown]
    next_cursor: str | None
