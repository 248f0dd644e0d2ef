"""Settings of the project; what differs between machines comes from the environment."""

import logging
import re
from pathlib import Path

from environs import Env, ValidationError, validate

SQLITE = {
    # A write takes the lock at its start, where it can wait for it.
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL",
}
POSTGRESQL = {
    "connect_timeout": 2,
    "keepalives_idle": 30,
    "options": "-c lock_timeout=20s -c statement_timeout=30s",
}


def check_secret(secret: str) -> None:
    """The example is not secret."""
    if not secret or (secret.startswith("change-me") and not DEBUG):
        raise ValidationError("Set a long random text.")


def check_origins(origins: list[str]) -> None:
    if not all(re.fullmatch("https?://[^/\\s*]+", origin) for origin in origins):
        raise ValidationError("Origins look like https://app.example.")


env = Env(eager=False)
env.read_env(Path(".env"), recurse=False)

DEBUG = env.bool("DEBUG", False)
SECRET_KEY = env.str(
    "SECRET_KEY", **({"default": "for debugging"} if DEBUG else {}), validate=check_secret
)
ALLOWED_HOSTS = env.list(
    "ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"], validate=validate.Length(min=1)
)
CORS_ALLOWED_ORIGINS: list[str] = env.list(
    "CORS_ALLOWED_ORIGINS",
    [],
    validate=check_origins,
)
TOKEN_TTL_SECONDS = env.int("TOKEN_TTL_SECONDS", 14 * 24 * 3600, validate=validate.Range(min=1))
LOG_LEVEL = env.log_level("LOG_LEVEL", logging.INFO)
DATABASES = {
    "default": env.dj_db_url(
        "DATABASE_URL", "sqlite:///data.sqlite3", conn_max_age=None, conn_health_checks=True
    )
}
env.seal()

# SQLite or PostgreSQL, with a connection for each thread
is_sqlite = DATABASES["default"]["ENGINE"].endswith("sqlite3")
DATABASES["default"].setdefault("OPTIONS", {}).update(SQLITE if is_sqlite else POSTGRESQL)

# One line per event on stderr
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "app.middleware.LineFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(request_id)s %(message)s",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"level": LOG_LEVEL, "handlers": ["stderr"]},
    "loggers": {
        # Django's own handlers would write each event a second time, in another form.
        "django": {"handlers": [], "level": "INFO"},
        # Below ERROR it only repeats the access line of each 4xx.
        "django.request": {"level": "ERROR"},
        # So does this one of each 400 for a foreign Host, with a traceback.
        "django.security.DisallowedHost": {"level": "CRITICAL"},
        # At DEBUG it writes the parameters of statements: hashes and emails.
        "django.db.backends": {"level": "INFO"},
    },
}

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "corsheaders",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "app.users",
    "app.posts",
]
MIDDLEWARE = [
    "app.middleware.RequestMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    "django.middleware.common.CommonMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]
CORS_ALLOW_HEADERS = [
    *("authorization", "content-type", "if-match", "if-none-match", "x-request-id"),
    *("traceparent", "tracestate", "baggage", "sentry-trace"),
]
CORS_EXPOSE_HEADERS = ["ETag", "Location", "X-Request-ID", "Retry-After"]
ROOT_URLCONF = "app.urls"
WSGI_APPLICATION = "app.wsgi.application"
APPEND_SLASH = False
DATA_UPLOAD_MAX_MEMORY_SIZE = 2**20
SECURE_REFERRER_POLICY = "same-origin"

# Accounts; cookies are the admin's alone
AUTH_USER_MODEL = "users.User"
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = "/admin/"
PASSWORD_HASHERS = ["app.users.passwords.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "app.users.passwords.RevokeTokens"},
]

# Pages: the documentation and the admin, with files that the application serves itself
STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_ALLOW_ALL_ORIGINS = False
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]
USE_I18N = False
TIME_ZONE = "UTC"

# API
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["app.auth.BearerAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_PARSER_CLASSES": ["app.parsers.JSONParser"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PAGINATION_CLASS": "app.pagination.KeysetPagination",
    "DEFAULT_SCHEMA_CLASS": "app.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "app.problems.exception_handler",
    "URL_FORMAT_OVERRIDE": None,
    "DATETIME_FORMAT": "%Y-%m-%dT%H:%M:%S.%fZ",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Users and posts",
    "VERSION": "2.0.0",
    "OAS_VERSION": "3.1.0",
    "POSTPROCESSING_HOOKS": ["app.openapi.close_schemas"],
    "PATH_CONVERTER_OVERRIDES": {"id": {"type": "integer", "minimum": 1, "maximum": 2**53 - 1}},
    "COMPONENT_SPLIT_REQUEST": True,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "LICENSE": {"name": "MIT", "identifier": "MIT"},
    "SERVERS": [{"url": "/"}],
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PUBLIC": True,
    "SERVE_AUTHENTICATION": [],
    "SERVE_PERMISSIONS": [],
    "TAGS": [{"name": name} for name in ("users", "tokens", "posts", "health")],
    "SORT_OPERATION_PARAMETERS": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
}
