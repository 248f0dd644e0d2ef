"""Shapes of users and tokens."""

from typing import Annotated, Literal

from pydantic import BaseModel, Field, with_config
from typing_extensions import TypedDict

from app.fields import (
    REQUEST,
    RESPONSE,
    Bio,
    Email,
    GivenPassword,
    GivenUsername,
    Id,
    NewPassword,
    Time,
    Username,
)


class Registration(BaseModel):
    """A new account."""

    model_config = REQUEST

    username: Username
    email: Email
    password: NewPassword
    bio: Bio = ""


@with_config(REQUEST)
class ProfileUpdate(TypedDict, total=False):
    """The members to change; a new email or password needs the current password."""

    bio: Bio
    email: Email
    password: NewPassword
    current_password: GivenPassword


class Credentials(BaseModel):
    """A login."""

    model_config = REQUEST

    username: GivenUsername
    password: GivenPassword


class PublicUser(BaseModel):
    """What everyone may see of a user."""

    model_config = RESPONSE

    id: Id
    username: str
    bio: str
    created_at: Time


class OwnUser(PublicUser):
    """What users see of themselves."""

    email: str
    updated_at: Time


class UserPage(BaseModel):
    """A page of users."""

    model_config = RESPONSE

    items: list[PublicUser]
    next_cursor: str | None


class IssuedToken(BaseModel):
    """A new token, shown this once."""

    model_config = RESPONSE

    token: Annotated[str, Field(pattern="^tp_[A-Za-z0-9_-]{43}$")]
    token_type: Literal["Bearer"]
    expires_at: Time
