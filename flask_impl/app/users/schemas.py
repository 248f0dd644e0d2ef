"""The shapes of users and tokens."""

from marshmallow.fields import List, Nested
from marshmallow.validate import OneOf, Regexp

from app import fields
from app.fields import AnswerSchema, Schema


class RegistrationSchema(Schema):
    username = fields.Username(required=True)
    email = fields.Email(required=True)
    password = fields.NewPassword(required=True)
    bio = fields.Bio(load_default="")


class ProfileUpdateSchema(Schema):
    bio = fields.Bio()
    email = fields.Email()
    password = fields.NewPassword()
    current_password = fields.GivenPassword()


class CredentialsSchema(Schema):
    username = fields.GivenUsername(required=True)
    password = fields.GivenPassword(required=True)


class PublicUserSchema(AnswerSchema):
    id = fields.Id()
    username = fields.String()
    bio = fields.String()
    created_at = fields.Time()


class OwnUserSchema(PublicUserSchema):
    email = fields.String()
    updated_at = fields.Time()


class UserPageSchema(AnswerSchema):
    items = List(Nested(PublicUserSchema))
    next_cursor = fields.String(allow_none=True)


class IssuedTokenSchema(AnswerSchema):
    token = fields.String(validate=Regexp("^tp_[A-Za-z0-9_-]{43}$"))
    token_type = fields.String(validate=OneOf(["Bearer"]))
    expires_at = fields.Time()
