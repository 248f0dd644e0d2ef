"""Settings, read from the environment or a `.env` file; one that is wrong stops the start."""

import logging
import re
from pathlib import Path

from environs import Env, EnvError
from flask.cli import load_dotenv
from limits import RateLimitItem, parse
from marshmallow.validate import Range
from psycopg import ProgrammingError
from psycopg.conninfo import make_conninfo
from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

env = Env(eager=False)
try:
    load_dotenv()  # as the `flask` command does, else it would migrate another database
except ValueError:  # UnicodeDecodeError, or the NUL characters of UTF-16
    raise EnvError("The file .env is not in UTF-8.") from None

HOST = r"[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})*"


@env.parser_for("database_url")
def parse_database_url(value: str) -> URL:
    """The URL with its driver and an absolute path; errors never repeat it, for its password."""
    try:
        url = make_url(value.replace("postgres://", "postgresql://", 1))
        make_conninfo(**dict.fromkeys(url.query, ""))  # raises at an unknown option
    except (ArgumentError, ValueError, ProgrammingError):
        url = URL.create("")
    is_file = url.drivername == "sqlite" and url.database != ":memory:" and not url.query
    is_server = url.drivername == "postgresql" and (url.port or 1) in range(1, 2**16)
    if not (is_file or is_server) or not url.database or "@" in (url.host or ""):
        raise EnvError("Use sqlite:///FILE or postgresql://USER:PASSWORD@HOST:PORT/NAME.")
    if is_file:
        return url.set(database=str(Path.cwd() / url.database))
    return url.set(drivername="postgresql+psycopg")


def split(value: str) -> list[str]:
    """A list separated by commas, in lower case, as browsers send hosts and origins."""
    return [item.strip().lower() for item in value.split(",") if item.strip()]


@env.parser_for("hosts")
def parse_hosts(value: str) -> list[str]:
    """Hosts without port; `.example.com` stands for its subdomains too."""
    hosts = split(value)
    if not hosts or not all(re.fullmatch(rf"\.?{HOST}", host) for host in hosts):
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
def parse_rate(value: str) -> RateLimitItem:
    if not re.fullmatch("[1-9][0-9]{0,8}/(second|minute|hour|day)", value):
        raise EnvError("Use a number per second, minute, hour or day, such as 10/minute.")
    return parse(value)


DEBUG = env.bool("DEBUG", False)
TRUSTED_HOSTS = env.hosts("ALLOWED_HOSTS", "localhost,127.0.0.1")
CORS_ORIGINS = env.origins("CORS_ALLOWED_ORIGINS", "")
TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", 0, validate=Range(0))
LOGIN_RATE_PER_ACCOUNT = env.rate("LOGIN_RATE_PER_ACCOUNT", "10/minute")
LOGIN_RATE_PER_ADDRESS = env.rate("LOGIN_RATE_PER_ADDRESS", "100/minute")
TOKEN_TTL_SECONDS = env.int("TOKEN_TTL_SECONDS", 1_209_600, validate=Range(1, 10**9))
LOG_LEVEL = env.log_level("LOG_LEVEL", logging.INFO)
SQLALCHEMY_DATABASE_URI = env.database_url("DATABASE_URL", "sqlite:///data.sqlite3")
env.seal()

CORS_EXPOSE_HEADERS = ["ETag", "Location", "X-Request-ID", "Retry-After"]
CORS_ALLOW_HEADERS = ["Authorization", "Content-Type", "If-Match", "If-None-Match", "X-Request-ID"]
CORS_ALLOW_HEADERS += ["traceparent", "tracestate", "baggage", "sentry-trace"]

MAX_CONTENT_LENGTH = 1024 * 1024

API_TITLE = "Users and posts"
API_VERSION = "2.1.0"
OPENAPI_VERSION = "3.1.0"
OPENAPI_URL_PREFIX = "/"
OPENAPI_SWAGGER_UI_PATH = "/docs"
OPENAPI_SWAGGER_UI_URL = "https://cdn.jsdelivr.net/npm/swagger-ui-dist@5/"
API_SPEC_OPTIONS = {
    "info": {"license": {"name": "MIT", "identifier": "MIT"}},
    "servers": [{"url": "/"}],
}
