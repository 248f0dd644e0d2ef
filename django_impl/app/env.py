"""How settings are read from the environment; one that is wrong stops the start, and is named."""

import re
from pathlib import Path
from typing import Any

import dj_database_url
from environs import Env, EnvError, ValidationError
from psycopg import ProgrammingError
from psycopg.conninfo import make_conninfo, timeout_from_conninfo

env = Env(eager=False)
try:
    env.read_env(str(Path.cwd() / ".env"), recurse=False)
except ValueError:  # UnicodeDecodeError, or the NUL characters of UTF-16
    raise EnvError("The file .env is not in UTF-8.") from None

SQLITE, POSTGRESQL = "django.db.backends.sqlite3", "app.postgresql"
dj_database_url.register("postgres", POSTGRESQL)
dj_database_url.register("postgresql", POSTGRESQL)

EXAMPLE_KEY = "change-me-this-is-only-an-example"  # stands in .env.example
HOST = r"([a-z0-9_-]+(\.[a-z0-9_-]+)*|\[[0-9a-f:.]+\])"


def split(value: str) -> list[str]:
    """A list separated by commas, in lower case, as browsers send hosts and origins."""
    return [item.strip().lower() for item in value.split(",") if item.strip()]


@env.parser_for("hosts")
def parse_hosts(value: str) -> list[str]:
    """Hosts without port; `.example.com` stands for its subdomains too, `*` for every host."""
    hosts = split(value)
    if not hosts or not all(re.fullmatch(rf"\*|\.?{HOST}", host) for host in hosts):
        raise EnvError("Use hosts without port, separated by commas.")
    return hosts


@env.parser_for("origins")
def parse_origins(value: str) -> list[str]:
    """Origins as browsers send them: without a path, and without the port of the scheme."""
    origins = split(value)
    pattern = rf"(http(?!.*:80$)|https(?!.*:443$))://{HOST}(:[0-9]{{1,5}})?"
    if not all(re.fullmatch(pattern, origin) for origin in origins):
        raise EnvError("Use origins such as https://app.example, separated by commas.")
    return origins


@env.parser_for("rate")
def parse_rate(value: str) -> str:
    """So many per period, as DRF's throttles take it."""
    if not re.fullmatch(r"[1-9][0-9]{0,8}/(second|minute|hour|day)", value):
        raise EnvError("Use a rate such as 10/minute.")
    return value


def check_secret(value: str) -> None:
    """Reject what everybody knows."""
    if value in {"", EXAMPLE_KEY}:
        raise ValidationError("Use a long random text.")


@env.parser_for("database")
def parse_database(value: str) -> dict[str, Any]:
    """A SQLite file or a PostgreSQL server; errors never repeat the URL, for its password."""
    try:
        found: dict[str, Any] = {
            **dj_database_url.parse(value, conn_max_age=None, conn_health_checks=True)
        }
        options = found.get("OPTIONS", {})
        make_conninfo(**options)  # raises at an unknown option
        timeout_from_conninfo(options)  # raises unless it is a number, as each request would
    except (ValueError, ProgrammingError):
        found = {"ENGINE": ""}
    if found["ENGINE"] not in {SQLITE, POSTGRESQL} or found["NAME"] in {"", ":memory:"}:
        raise EnvError("Use sqlite:///FILE or postgresql://USER:PASSWORD@HOST:PORT/NAME.")
    if "#" in value:
        raise EnvError("Write %23 for #, which ends a URL.")
    return found
