"""The shapes of users and tokens."""

from marshmallow import fields
from marshmallow.validate import OneOf, Regexp

from app.fields import (
    AnswerSchema,
    Bio,
    Email,
    GivenPassword,
    GivenUsername,
    Id,
    NewPassword,
    Schema,
    Time,
    Username,
)


class RegistrationSchema(Schema):
    username = Username(required=True)
    email = Email(required=True)
    password = NewPassword(required=True)
    bio = Bio(load_default="")


class ProfileUpdateSchema(Schema):
    bio = Bio()
    email = Email()
    password = NewPassword()
    current_password = GivenPassword()


class CredentialsSchema(Schema):
    username = GivenUsername(required=True)
    password = GivenPassword(required=True)


class IssuedTokenSchema(AnswerSchema):
    token = fields.String(validate=Regexp("^tp_[A-Za-z0-9_-]{43}$"))
    token_type = fields.String(validate=OneOf(["Bearer"]))
    expires_at = Time()


class PublicUserSchema(AnswerSchema):
    id = Id()
    username = fields.String()
    bio = fields.String()
    created_at = Time()


class OwnUserSchema(PublicUserSchema):
    email = fields.String()
    updated_at = Time()


class UserPageSchema(AnswerSchema):
    items = fields.List(fields.Nested(PublicUserSchema))
    next_cursor = fields.String(allow_none=True)
