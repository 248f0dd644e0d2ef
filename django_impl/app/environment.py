"""Typed readers of environment variables; a wrong value stops the start with one sentence."""

import logging
import os
import re
from typing import Any, NoReturn

import dj_database_url

FLAGS = {"true": True, "1": True, "false": False, "0": False}
HOST = re.compile(r"\*|\.?[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*|\[[0-9A-Fa-f:.]+\]")
ORIGIN = re.compile(
    r"https?://([A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*|\[[0-9A-Fa-f:.]+\])(:[0-9]{1,5})?"
)


def database(name: str, default: str) -> dict[str, Any]:
    """Django's form of a database URL, which is never repeated: it may hold a password."""
    url = os.environ.get(name, default)
    rule = "like sqlite:///FILE or postgresql://USER:PASSWORD@HOST:PORT/DATABASE"
    if not re.match("sqlite:///.|postgresql://[^/]*/[^/?]", url):
        refuse(name, rule)
    try:
        kept = dj_database_url.parse(url, conn_max_age=None, conn_health_checks=True)
        return {"OPTIONS": {}, **kept}
    except ValueError:
        refuse(name, rule)


def flag(name: str, default: str) -> bool:
    value = os.environ.get(name, default)
    if value.lower() not in FLAGS:
        refuse(name, "true, false, 1 or 0", value)
    return FLAGS[value.lower()]


def words(name: str, default: str, pattern: re.Pattern[str], rule: str) -> list[str]:
    """A list separated by commas."""
    value = os.environ.get(name, default)
    found = [word.strip() for word in value.split(",") if word.strip()]
    if not all(pattern.fullmatch(word) for word in found) or (default and not found):
        refuse(name, rule, value)
    return found


def seconds(name: str, default: str) -> int:
    value = os.environ.get(name, default)
    if not re.fullmatch("[0-9]{1,10}", value) or int(value) < 1:
        refuse(name, "a whole number from 1", value)
    return int(value)


def level(name: str, default: str) -> str:
    value = os.environ.get(name, default)
    if value not in logging.getLevelNamesMapping():
        refuse(name, "DEBUG, INFO, WARNING, ERROR or CRITICAL", value)
    return value


def secret(name: str, *, optional: bool) -> str:
    value = os.environ.get(name, "")
    if not value and not optional:
        refuse(name, "set to a long random text unless DEBUG is true")
    return value or "insecure: for DEBUG only"


def refuse(name: str, rule: str, value: str | None = None) -> NoReturn:
    """End the program; `SystemExit` with a text prints it without a traceback."""
    raise SystemExit(f"{name} must be {rule}{'' if value is None else f', not {value!r}'}.")
