"""The shapes of users and tokens."""

from typing import Annotated, Literal

from pydantic import Field, with_config
from typing_extensions import TypedDict

from app.fields import (
    CLOSED,
    AnswerModel,
    Bio,
    Email,
    GivenPassword,
    GivenUsername,
    Id,
    NewPassword,
    RequestModel,
    Time,
    Username,
)


class Registration(RequestModel):
    """A new account."""

    username: Username
    email: Email
    password: NewPassword
    bio: Bio = ""


@with_config(CLOSED)
class ProfileUpdate(TypedDict, total=False):
    """The members to change; a new email or password needs the current password."""

    bio: Bio
    email: Email
    password: NewPassword
    current_password: GivenPassword


class Credentials(RequestModel):
    """A login."""

    username: GivenUsername
    password: GivenPassword


class PublicUser(AnswerModel):
    """What everyone may see of a user."""

    id: Id
    username: str
    bio: str
    created_at: Time


class OwnUser(PublicUser):
    """What users see of themselves."""

    email: str
    updated_at: Time


class UserPage(AnswerModel):
    """A page of users."""

    items: list[PublicUser]
    next_cursor: str | None


class IssuedToken(AnswerModel):
    """A new token, shown this once."""

    token: Annotated[str, Field(pattern="^tp_[A-Za-z0-9_-]{43}$")]
    token_type: Literal["Bearer"]
    expires_at: Time
