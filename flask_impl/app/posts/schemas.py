"""The shapes of posts."""

from marshmallow.fields import List, Nested

from app import fields
from app.fields import MAX_ID, AnswerSchema, Schema
from app.pagination import PageQuerySchema


class PostCreationSchema(Schema):
    title = fields.Title(required=True)
    body = fields.Body(required=True)
    status = fields.Status(load_default="published")


class PostUpdateSchema(Schema):
    title = fields.Title()
    body = fields.Body()
    status = fields.Status()


class AuthorSchema(AnswerSchema):
    id = fields.Id()
    username = fields.String()


class PostSchema(AnswerSchema):
    id = fields.Id()
    title = fields.String()
    body = fields.String()
    status = fields.Status()
    author = Nested(AuthorSchema)
    created_at = fields.Time()
    updated_at = fields.Time()
    published_at = fields.Time(allow_none=True)


class PostListQuerySchema(PageQuerySchema):
    author_id = fields.QueryInteger(1, MAX_ID)
    status = fields.Status(load_default="published")


class PostPageSchema(AnswerSchema):
    items = List(Nested(PostSchema))
    next_cursor = fields.String(allow_none=True)
