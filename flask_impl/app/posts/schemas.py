"""The shapes of posts."""

from marshmallow import fields
from marshmallow.validate import OneOf

from app.fields import (
    MAX_ID,
    NOT_BLANK_ONE_LINE,
    NOT_BLANK_TEXT,
    AnswerSchema,
    Choice,
    Id,
    QueryChoice,
    QueryInteger,
    Schema,
    Text,
    Time,
)
from app.pagination import PageQuerySchema

STATUSES = ("draft", "published")


class PostCreationSchema(Schema):
    title = Text(1, 200, NOT_BLANK_ONE_LINE, required=True)
    body = Text(1, 50_000, NOT_BLANK_TEXT, required=True)
    status = Choice(*STATUSES, load_default="published")


class PostUpdateSchema(Schema):
    title = Text(1, 200, NOT_BLANK_ONE_LINE)
    body = Text(1, 50_000, NOT_BLANK_TEXT)
    status = Choice(*STATUSES)


class PostQuerySchema(PageQuerySchema):
    author_id = QueryInteger(1, MAX_ID)
    status = QueryChoice(*STATUSES, load_default="published")


class AuthorSchema(AnswerSchema):
    id = Id()
    username = fields.String()


class PostSchema(AnswerSchema):
    id = Id()
    title = fields.String()
    body = fields.String()
    status = fields.String(validate=OneOf(STATUSES))
    author = fields.Nested(AuthorSchema)
    created_at = Time()
    updated_at = Time()
    published_at = Time(allow_none=True)


class PostPageSchema(AnswerSchema):
    items = fields.List(fields.Nested(PostSchema))
    next_cursor = fields.String(allow_none=True)
