"""The shapes of users and tokens."""

from marshmallow import fields
from marshmallow.validate import OneOf, Regexp

from app.fields import ONE_LINE, TEXT, AnswerSchema, Id, Schema, Text, Time

USERNAME = "^[a-z0-9_]+$"
EMAIL = (
    r"^[A-Za-z0-9!#$%&'*+/=?^_{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_{|}~-]+)*"
    r"@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+([A-Za-z]{2,63}|xn--[A-Za-z0-9]{1,59})$"
)


class RegistrationSchema(Schema):
    username = Text(3, 30, USERNAME, required=True)
    email = Text(1, 254, EMAIL, required=True, post_load=str.lower)
    password = Text(12, 128, ONE_LINE, required=True)
    bio = Text(0, 500, TEXT, load_default="")


class ProfileUpdateSchema(Schema):
    bio = Text(0, 500, TEXT)
    email = Text(1, 254, EMAIL, post_load=str.lower)
    password = Text(12, 128, ONE_LINE)
    current_password = Text(1, 128, ONE_LINE)


class CredentialsSchema(Schema):
    username = Text(1, 254, ONE_LINE, required=True)
    password = Text(1, 128, ONE_LINE, required=True)


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
