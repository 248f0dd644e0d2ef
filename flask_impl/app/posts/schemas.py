"""The shapes of posts."""

from marshmallow import fields

from app.fields import (
    MAX_ID,
    AnswerSchema,
    Body,
    Id,
    QueryInteger,
    Schema,
    Status,
    Time,
    Title,
)
from app.pagination import PageQuerySchema


class PostCreationSchema(Schema):
    title = Title(required=True)
    body = Body(required=True)
    status = Status(load_default="published")


class PostUpdateSchema(Schema):
    title = Title()
    body = Body()
    status = Status()


class PostQuerySchema(PageQuerySchema):
    author_id = QueryInteger(1, MAX_ID)
    status = Status(load_default="published")


class AuthorSchema(AnswerSchema):
    id = Id()
    username = fields.String()


class PostSchema(AnswerSchema):
    id = Id()
    title = fields.String()
    body = fields.String()
    status = Status()
    author = fields.Nested(AuthorSchema)
    created_at = Time()
    updated_at = Time()
    published_at = Time(allow_none=True)


class PostPageSchema(AnswerSchema):
    items = fields.List(fields.Nested(PostSchema))
    next_cursor = fields.String(allow_none=True)
