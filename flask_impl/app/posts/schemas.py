"""Request and response schemas for posts."""

from functools import partial

from marshmallow import fields
from marshmallow.validate import OneOf

from app.pagination import PageQuerySchema, page_of
from app.schemas import (
    LINE,
    MAX_ID,
    NOT_BLANK,
    TEXT,
    DateTime,
    Id,
    Integer,
    RequestSchema,
    RowSchema,
    String,
    Text,
)

Title = partial(Text, 1, 200, f"{NOT_BLANK}{LINE}*")
Body = partial(Text, 1, 50_000, f"{NOT_BLANK}{TEXT}*")
Status = partial(String, validate=OneOf(["draft", "published"], error="enum"))


class PostCreateSchema(RequestSchema):
    title = Title(required=True)
    body = Body(required=True)
    status = Status(load_default="published")


class PostUpdateSchema(RequestSchema):
    title = Title()
    body = Body()
    status = Status()


class AuthorSchema(RowSchema):
    id = Id()
    username = fields.String()


class PostSchema(RowSchema):
    id = Id()
    title = fields.String()
    body = fields.String()
    status = Status()
    author = fields.Nested(AuthorSchema)
    created_at = DateTime()
    updated_at = DateTime()
    published_at = DateTime(allow_none=True)


PostPageSchema = page_of(PostSchema)


class PostListQuerySchema(PageQuerySchema):
    author_id = Integer(1, MAX_ID, metadata={"description": "Only posts of this author."})
    status = Status(
        load_default="published",
        metadata={"description": "`draft` lists the caller's own drafts and needs a token."},
    )
