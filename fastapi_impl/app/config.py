"""Settings, read from the environment and from a `.env` file in the working directory."""

import sys
from typing import Annotated, Literal

from fastapi import Depends, Request
from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError


def check_database_url(value: str) -> str:
    """Refuse whatever names no SQLite file and no PostgreSQL server."""
    try:
        url = make_url(value)
    except ArgumentError as error:
        raise ValueError from error
    is_sqlite_file = url.drivername == "sqlite" and url.database not in {None, "", ":memory:"}
    if url.drivername != "postgresql" and not is_sqlite_file:
        raise ValueError
    return value


def check_flag(value: str) -> str:
    """Take the four spellings of a flag, of the many that pydantic knows."""
    if value.lower() not in {"true", "false", "1", "0"}:
        raise ValueError
    return value


def split(value: str) -> list[str]:
    """Take a list apart at its commas."""
    return [item.strip() for item in value.split(",")] if value else []


Host = Annotated[
    str, StringConstraints(pattern=r"^([A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])$", to_lower=True)
]
Origin = Annotated[str, StringConstraints(pattern=r"^https?://[A-Za-z0-9.\[\]:-]+$")]
Level = Literal["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"]


class Settings(BaseSettings):
    """One field per variable; its description ends the sentence `NAME must be ...`."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", validate_default=False)

    database_url: Annotated[str, AfterValidator(check_database_url)] = Field(
        "sqlite:///data.sqlite3",
        description="sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME",
        repr=False,
    )
    debug: Annotated[bool, BeforeValidator(check_flag)] = Field(
        False, description="true, false, 1 or 0"
    )
    allowed_hosts: Annotated[tuple[Host, ...], NoDecode, BeforeValidator(split)] = Field(
        ("localhost", "127.0.0.1", "[::1]"),
        description="host names without ports, separated by commas",
        min_length=1,
    )
    cors_allowed_origins: Annotated[tuple[Origin, ...], NoDecode, BeforeValidator(split)] = Field(
        (), description="origins such as https://app.example, separated by commas"
    )
    token_ttl_seconds: int = Field(
        14 * 24 * 60 * 60, description="a whole number from 1", ge=1, lt=10**10
    )
    log_level: Level = Field("INFO", description="DEBUG, INFO, WARNING, ERROR or CRITICAL")


def load_settings() -> Settings:
    """The settings, or the end of the process with one sentence about the first wrong value."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0])
        field = Settings.model_fields[name]
        given = f", not {first['input']!r}" if field.repr else ""
        sys.exit(f"{name.upper()} must be {field.description}{given}.")


def get_settings(request: Request) -> Settings:
    """The settings that the app was made with."""
    settings: Settings = request.app.state.settings
    return settings


SettingsDep = Annotated[Settings, Depends(get_settings)]
