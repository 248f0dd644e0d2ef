"""Request and response schemas for users and tokens."""

from typing import Annotated, ClassVar, Literal

from pydantic import MISSING, AfterValidator, ConfigDict, EmailStr, Field, StringConstraints

from app.schemas import LINE, TEXT, RequestModel, ResponseModel, Time

Username = Annotated[str, StringConstraints(min_length=3, max_length=30, pattern="^[a-z0-9_]+$")]
Email = Annotated[EmailStr, Field(max_length=254), AfterValidator(str.lower)]
NewPassword = Annotated[str, StringConstraints(min_length=12, max_length=128, pattern=LINE)]
GivenPassword = Annotated[str, StringConstraints(min_length=1, max_length=128, pattern=LINE)]
GivenUsername = Annotated[str, StringConstraints(min_length=1, max_length=254, pattern=LINE)]
Bio = Annotated[str, StringConstraints(max_length=500, pattern=TEXT)]


class UserCreate(RequestModel):
    """A new account."""

    username: Annotated[Username, Field(examples=["alice"])]
    email: Annotated[Email, Field(examples=["alice@example.com"])]
    password: Annotated[NewPassword, Field(examples=["a long enough password"])]
    bio: Annotated[Bio, Field(examples=["Down the rabbit hole."])] = ""


class MeUpdate(RequestModel):
    """The members to change; a new email or password needs the current password."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        json_schema_extra={"examples": [{"bio": "Through the looking-glass."}]}
    )

    bio: Bio | MISSING = MISSING
    email: Email | MISSING = MISSING
    password: NewPassword | MISSING = MISSING
    current_password: GivenPassword | MISSING = MISSING


class TokenCreate(RequestModel):
    """A username and a password."""

    username: Annotated[GivenUsername, Field(examples=["alice"])]
    password: Annotated[GivenPassword, Field(examples=["a long enough password"])]


class UserResponse(ResponseModel):
    """What everyone may see of a user."""

    id: int
    username: str
    bio: str
    created_at: Time


class MeResponse(UserResponse):
    """What users see of themselves."""

    email: str
    updated_at: Time


class TokenResponse(ResponseModel):
    """A new token, shown this once."""

    token: str
    token_type: Literal["Bearer"]
    expires_at: Time
