"""Request and response schemas for posts."""

from typing import Annotated, ClassVar

from pydantic import MISSING, ConfigDict, Field, StringConstraints, WithJsonSchema

from app.pagination import PageQuery
from app.posts.models import Status
from app.schemas import (
    LINE_NOT_BLANK,
    MAX_ID,
    TEXT_NOT_BLANK,
    RequestModel,
    ResponseModel,
    Time,
)

Title = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=LINE_NOT_BLANK)]
Body = Annotated[str, StringConstraints(min_length=1, max_length=50_000, pattern=TEXT_NOT_BLANK)]


class PostCreate(RequestModel):
    """A new post."""

    title: Annotated[Title, Field(examples=["The White Rabbit"])]
    body: Annotated[Body, Field(examples=["Oh dear! I shall be late!"])]
    status: Status = "published"


class PostUpdate(RequestModel):
    """The members to change."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        json_schema_extra={"examples": [{"status": "published"}]}
    )

    title: Title | MISSING = MISSING
    body: Body | MISSING = MISSING
    status: Status | MISSING = MISSING


class AuthorResponse(ResponseModel):
    """Who wrote a post."""

    id: int
    username: str


class PostResponse(ResponseModel):
    """A post."""

    id: int
    title: str
    body: str
    status: Status
    author: AuthorResponse
    created_at: Time
    updated_at: Time
    published_at: Time | None


class PostListQuery(PageQuery):
    """Query parameters of the list of posts."""

    author_id: Annotated[
        int | None,
        Field(ge=1, le=MAX_ID, description="Only posts of this author."),
        WithJsonSchema({"type": "integer", "minimum": 1}),
    ] = None
    status: Annotated[
        Status, Field(description="`draft` lists the caller's own drafts and needs a token.")
    ] = "published"
