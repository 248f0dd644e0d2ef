"""Settings from the environment and from `.env`; a wrong value stops the start."""

import logging
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NoReturn

from dotenv import dotenv_values
from sqlalchemy import URL, make_url

BOOLEANS = {"true": True, "1": True, "false": False, "0": False}
HOST = r"[a-z0-9.-]+|\[[0-9a-f:.]+\]"
ORIGIN = rf"https?://({HOST})(:[0-9]+)?"


def read_settings(overrides: Mapping[str, str]) -> dict[str, Any]:
    """Flask's config: the overrides win over the environment, which wins over `.env`."""
    values = {**dotenv_values(Path.cwd() / ".env"), **os.environ, **overrides}

    def setting(name: str, default: str) -> str:
        return values.get(name) or default

    url = _database_url(setting("DATABASE_URL", "sqlite:///data.sqlite3"))
    return {
        "DEBUG": _boolean("DEBUG", setting("DEBUG", "false")),
        "ALLOWED_HOSTS": _list("ALLOWED_HOSTS", HOST, setting("ALLOWED_HOSTS", LOCAL_HOSTS)),
        "CORS_ALLOWED_ORIGINS": _list(
            "CORS_ALLOWED_ORIGINS", ORIGIN, setting("CORS_ALLOWED_ORIGINS", "")
        ),
        "TOKEN_TTL_SECONDS": _seconds("TOKEN_TTL_SECONDS", setting("TOKEN_TTL_SECONDS", "1209600")),
        "LOG_LEVEL": _level("LOG_LEVEL", setting("LOG_LEVEL", "INFO")),
        "SQLALCHEMY_DATABASE_URI": url,
        "SQLALCHEMY_ENGINE_OPTIONS": ENGINE_OPTIONS[url.get_backend_name()],
        "PROVIDE_AUTOMATIC_OPTIONS": False,
        "API_TITLE": "Users and posts",
        "API_VERSION": "1.0.0",
        "OPENAPI_VERSION": "3.1.0",
        "OPENAPI_URL_PREFIX": "/",
    }


LOCAL_HOSTS = "localhost,127.0.0.1,[::1]"

# Parameters stay out of the errors, which are logged: among them are emails and hashes.
ENGINE_OPTIONS: dict[str, dict[str, Any]] = {
    "sqlite": {
        "hide_parameters": True,
        "pool_size": 0,
        "connect_args": {"isolation_level": "IMMEDIATE", "timeout": 20},
    },
    "postgresql": {
        "hide_parameters": True,
        "pool_pre_ping": True,
        "connect_args": {"connect_timeout": 2},
    },
}


def _boolean(name: str, value: str) -> bool:
    if value.lower() not in BOOLEANS:
        _refuse(f"{name} must be true or false, not {value!r}.")
    return BOOLEANS[value.lower()]


def _seconds(name: str, value: str) -> int:
    if not re.fullmatch("[1-9][0-9]{0,9}", value):
        _refuse(f"{name} must be a whole number from 1 to 9999999999, not {value!r}.")
    return int(value)


def _list(name: str, pattern: str, value: str) -> list[str]:
    items = [item.strip().lower() for item in value.split(",") if item.strip()]
    for item in items:
        if not re.fullmatch(pattern, item):
            _refuse(f"{name} must be a list parted by commas, and {item!r} does not belong there.")
    return items


def _level(name: str, value: str) -> str:
    if value.upper() not in logging.getLevelNamesMapping():
        _refuse(f"{name} must be a level name such as INFO, not {value!r}.")
    return value.upper()


def _database_url(value: str) -> URL:
    """An absolute URL with its driver; the value may hold a password, so no error repeats it."""
    try:
        url = make_url(value)
    except ValueError:
        _refuse("DATABASE_URL must be a URL such as sqlite:///data.sqlite3.")
    if url.drivername == "postgresql":
        return url.set(drivername="postgresql+psycopg")
    if url.drivername != "sqlite" or not url.database or url.database == ":memory:":
        _refuse("DATABASE_URL must start with postgresql:// or name a file after sqlite:///.")
    return url.set(database=str(Path.cwd() / url.database))


def _refuse(sentence: str) -> NoReturn:
    raise SystemExit(sentence)
