"""Request and response schemas for users and tokens."""

from typing import Annotated, ClassVar, Literal

from pydantic import MISSING, ConfigDict, Field

from app.fields import (
    Bio,
    Email,
    LoginPassword,
    LoginUsername,
    Password,
    RequestModel,
    ResponseModel,
    Time,
    Username,
)


class UserCreate(RequestModel):
    """A new account."""

    username: Annotated[Username, Field(examples=["alice"])]
    email: Annotated[Email, Field(examples=["alice@example.com"])]
    password: Annotated[Password, Field(examples=["a long enough password"])]
    bio: Annotated[Bio, Field(examples=["Down the rabbit hole."])] = ""


class UserUpdate(RequestModel):
    """The members to change; a new email or password needs the current password."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        json_schema_extra={"examples": [{"bio": "Through the looking-glass."}]}
    )

    bio: Bio | MISSING = MISSING
    email: Email | MISSING = MISSING
    password: Password | MISSING = MISSING
    current_password: LoginPassword | MISSING = MISSING


class LoginRequest(RequestModel):
    """A username and a password."""

    username: Annotated[LoginUsername, Field(examples=["alice"])]
    password: Annotated[LoginPassword, Field(examples=["a long enough password"])]


class UserResponse(ResponseModel):
    """What everyone may see of a user."""

    id: int
    username: str
    bio: str
    created_at: Time


class OwnUserResponse(UserResponse):
    """What users see of themselves."""

    email: str
    updated_at: Time


class TokenResponse(ResponseModel):
    """A new token, shown this once."""

    token: str
    token_type: Literal["Bearer"]
    expires_at: Time
