"""Settings, from the environment and from a `.env` file in the working directory."""

import sys
from typing import Annotated, Literal

from fastapi import Depends, Request
from psycopg import ProgrammingError
from psycopg.conninfo import make_conninfo
from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    HttpUrl,
    StringConstraints,
    ValidationError,
)
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict
from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError


def check_database_url(value: str) -> str:
    """Accept a SQLite file or a PostgreSQL server, also as `postgres://`, and nothing else."""
    try:
        url = make_url(value.replace("postgres://", "postgresql://", 1))
        make_conninfo(**dict.fromkeys(url.query, ""))  # raises at an unknown option
    except (ArgumentError, ValueError, ProgrammingError):  # which may quote the password
        url = URL.create("")
    is_file = url.drivername == "sqlite" and url.database != ":memory:" and not url.query
    is_server = url.drivername == "postgresql" and (url.port or 1) in range(1, 2**16)
    if not (is_file or is_server) or not url.database or "@" in (url.host or ""):
        raise ValueError("neither sqlite:///FILE nor postgresql://USER:PASSWORD@HOST/NAME")
    return url.render_as_string(hide_password=False)


def split(value: str) -> list[str]:
    """Read a list separated by commas."""
    return [item.strip() for item in value.split(",") if item.strip()]


def as_browsers_send(origin: str) -> str:
    """Write an origin in lower case, and without the port that is the scheme's own."""
    return str(HttpUrl(origin)).removesuffix("/")


HOST = r"[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?|\[[0-9a-f:.]+\]"
# As TrustedHostMiddleware takes them: `example.com`, `*.example.com`, `[::1]`, `*`.
Host = Annotated[str, StringConstraints(pattern=rf"(?i)^(\*|(\*\.)?({HOST}))$", to_lower=True)]
Origin = Annotated[
    str,
    StringConstraints(pattern=rf"(?i)^https?://({HOST})(:[0-9]+)?$"),
    AfterValidator(as_browsers_send),
]
Rate = Annotated[str, StringConstraints(pattern="^[1-9][0-9]{0,8}/(second|minute|hour|day)$")]


class Settings(BaseSettings):
    """One field per variable; values never stand in errors, as some are secrets."""

    model_config = SettingsConfigDict(
        env_file=".env", extra="ignore", hide_input_in_errors=True, validate_default=False
    )

    debug: bool = False
    allowed_hosts: Annotated[tuple[Host, ...], NoDecode, BeforeValidator(split)] = Field(
        ("localhost", "127.0.0.1", "[::1]"), min_length=1
    )
    cors_allowed_origins: Annotated[tuple[Origin, ...], NoDecode, BeforeValidator(split)] = ()
    trusted_proxy_count: int = Field(0, ge=0)
    login_rate_per_account: Rate = "10/minute"
    login_rate_per_address: Rate = "100/minute"
    token_ttl_seconds: int = Field(14 * 24 * 60 * 60, ge=1, le=10**9)
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"] = "INFO"
    database_url: Annotated[str, AfterValidator(check_database_url)] = "sqlite:///data.sqlite3"


def load_settings() -> Settings:
    """The settings; a wrong one stops the process without a traceback."""
    try:
        return Settings()
    except (ValidationError, UnicodeDecodeError) as error:
        errors = error.errors() if isinstance(error, ValidationError) else []
        lines = [f"{str(found['loc'][0]).upper()}: {found['msg']}" for found in errors]
        sys.exit("\n".join(lines) or f".env: {error}")


async def get_settings(request: Request) -> Settings:
    """The settings that the application was made with."""
    settings: Settings = request.app.state.settings
    return settings


SettingsDep = Annotated[Settings, Depends(get_settings)]
