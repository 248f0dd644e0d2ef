"""Settings, read from the environment and from a `.env` file in the working directory."""

import logging
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NoReturn

from dotenv import dotenv_values
from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

DEFAULTS = {
    "DATABASE_URL": "sqlite:///data.sqlite3",
    "DEBUG": "false",
    "ALLOWED_HOSTS": "localhost,127.0.0.1,[::1]",
    "CORS_ALLOWED_ORIGINS": "",
    "TOKEN_TTL_SECONDS": "1209600",
    "LOG_LEVEL": "INFO",
}

# No statement's values in errors, which are logged: among them are hashes and emails.
ENGINE_OPTIONS: dict[str, dict[str, Any]] = {
    "sqlite": {
        "hide_parameters": True,
        "pool_size": 0,  # as many as there are threads: a writer may wait, a reader never does
        "connect_args": {"isolation_level": "IMMEDIATE", "timeout": 20},
    },
    "postgresql": {
        "hide_parameters": True,
        "pool_size": 15,
        "max_overflow": 0,
        "pool_pre_ping": True,
        "connect_args": {"connect_timeout": 2},
    },
}

Given = Mapping[str, str]

DATABASES = "sqlite:///FILE or postgresql://USER:PASSWORD@HOST:PORT/NAME"
FLAGS = {"true": True, "1": True, "false": False, "0": False}
HOST = r"[a-z0-9.-]+|\[[0-9a-f:.]+\]"
ORIGIN = rf"https?://({HOST})(:[0-9]{{1,5}})?"


def read_settings(overrides: Mapping[str, str]) -> dict[str, Any]:
    """Flask's config: the overrides win over the environment, which wins over `.env`."""
    values = {**DEFAULTS, **dotenv_values(Path.cwd() / ".env"), **os.environ, **overrides}
    given = {name: values[name] or "" for name in DEFAULTS}
    url = database_url(given, "DATABASE_URL")
    return {
        "SQLALCHEMY_DATABASE_URI": url,
        "SQLALCHEMY_ENGINE_OPTIONS": ENGINE_OPTIONS[url.get_backend_name()],
        "DEBUG": flag(given, "DEBUG"),
        "ALLOWED_HOSTS": words(given, "ALLOWED_HOSTS", HOST, "hosts without ports"),
        "CORS_ALLOWED_ORIGINS": words(
            given, "CORS_ALLOWED_ORIGINS", ORIGIN, "origins such as https://app.example"
        ),
        "TOKEN_TTL_SECONDS": seconds(given, "TOKEN_TTL_SECONDS"),
        "LOG_LEVEL": level(given, "LOG_LEVEL"),
    }


def database_url(given: Given, name: str) -> URL:
    """The URL with driver and absolute path; it is never repeated, as it may hold a password."""
    try:
        url = make_url(given[name])
    except (ArgumentError, ValueError):
        refuse(name, DATABASES)
    if url.drivername == "postgresql":
        return url.set(drivername="postgresql+psycopg")
    if url.drivername != "sqlite" or url.database in (None, "", ":memory:"):
        refuse(name, DATABASES)
    return url.set(database=str(Path.cwd() / str(url.database)))


def flag(given: Given, name: str) -> bool:
    value = given[name]
    if value.lower() not in FLAGS:
        refuse(name, "true, false, 1 or 0", value)
    return FLAGS[value.lower()]


def words(given: Given, name: str, pattern: str, rule: str) -> list[str]:
    """A list separated by commas; only one that is empty by default may be empty."""
    value = given[name]
    found = [word.strip().lower() for word in value.split(",")] if value or DEFAULTS[name] else []
    if not all(re.fullmatch(pattern, word) for word in found):
        refuse(name, f"{rule}, separated by commas", value)
    return found


def seconds(given: Given, name: str) -> int:
    value = given[name]
    if not re.fullmatch("[0-9]{1,10}", value) or int(value) < 1:
        refuse(name, "a whole number from 1", value)
    return int(value)


def level(given: Given, name: str) -> str:
    value = given[name]
    if value not in logging.getLevelNamesMapping():
        refuse(name, "DEBUG, INFO, WARNING, ERROR or CRITICAL", value)
    return value


def refuse(name: str, rule: str, value: str | None = None) -> NoReturn:
    """End the program; `SystemExit` with a text prints it without a traceback."""
    raise SystemExit(f"{name} must be {rule}{'' if value is None else f', not {value!r}'}.")
