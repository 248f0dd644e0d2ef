"""Request and response schemas for users and tokens."""

from functools import partial
from typing import Any

from marshmallow import fields, validate
from marshmallow.validate import Length, OneOf, Regexp

from app.pagination import page_of
from app.schemas import (
    LINE,
    TEXT,
    DateTime,
    Id,
    RequestSchema,
    ResponseSchema,
    RowSchema,
    String,
    Text,
)


def lower_case(value: Any) -> Any:
    """Before the length is checked: some letters have a longer lower case."""
    return value.lower() if isinstance(value, str) else value


Username = partial(Text, 3, 30, "[a-z0-9_]*")
Email = partial(
    String,
    validate=[validate.Email(error="format"), Length(max=254, error="maxLength")],
    pre_load=lower_case,
    metadata={"format": "email"},
)
NewPassword = partial(Text, 12, 128, f"{LINE}*")
GivenPassword = partial(Text, 1, 128, f"{LINE}*")
GivenUsername = partial(Text, 1, 254, f"{LINE}*")
Bio = partial(Text, 0, 500, f"{TEXT}*")


class UserCreateSchema(RequestSchema):
    username = Username(required=True)
    email = Email(required=True)
    password = NewPassword(required=True)
    bio = Bio(load_default="")


class MeUpdateSchema(RequestSchema):
    bio = Bio()
    email = Email()
    password = NewPassword()
    current_password = GivenPassword()


class TokenCreateSchema(RequestSchema):
    username = GivenUsername(required=True)
    password = GivenPassword(required=True)


class UserSchema(RowSchema):
    id = Id()
    username = fields.String()
    bio = fields.String()
    created_at = DateTime()


UserPageSchema = page_of(UserSchema)


class MeSchema(UserSchema):
    email = fields.String()
    updated_at = DateTime()


class TokenSchema(ResponseSchema):
    token = fields.String(validate=Regexp("^tp_[A-Za-z0-9_-]{43}$"))
    token_type = fields.String(validate=OneOf(["Bearer"]))
    expires_at = DateTime()
