"""Settings of the project; what differs between machines comes from the environment."""

import logging
from pathlib import Path

from environs import validate

from app.env import EXAMPLE_KEY, SQLITE, check_secret, env
from app.logs import logging_config

DEBUG = bool(env.bool("DEBUG", False))
if DEBUG:
    SECRET_KEY = env.str("SECRET_KEY", EXAMPLE_KEY) or EXAMPLE_KEY
else:
    SECRET_KEY = env.str("SECRET_KEY", validate=check_secret)
ALLOWED_HOSTS = env.hosts("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
CORS_ALLOWED_ORIGINS = env.origins("CORS_ALLOWED_ORIGINS", "")
# Further origins of the admin's forms, where a proxy changes Host or sets no X-Forwarded-Proto.
CSRF_TRUSTED_ORIGINS = env.origins("CSRF_TRUSTED_ORIGINS", "")
# How many reverse proxies in front append to X-Forwarded-For and set X-Forwarded-Proto.
TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", 0, validate=validate.Range(0))
SECURE_COOKIES = env.bool("SECURE_COOKIES", bool(TRUSTED_PROXY_COUNT))
LOGIN_RATE_PER_ACCOUNT = env.rate("LOGIN_RATE_PER_ACCOUNT", "10/minute")
LOGIN_RATE_PER_ADDRESS = env.rate("LOGIN_RATE_PER_ADDRESS", "100/minute")
TOKEN_TTL_SECONDS = env.int("TOKEN_TTL_SECONDS", 1_209_600, validate=validate.Range(1, 10**9))
LOG_LEVEL = env.log_level("LOG_LEVEL", logging.INFO)
COLLECTED_FILES = env.path("STATIC_ROOT", Path("static"))
DATABASE = env.database("DATABASE_URL", "sqlite:///data.sqlite3")
env.seal()

LOGGING = logging_config(LOG_LEVEL)
DATABASES = {"default": DATABASE}
DATABASE["OPTIONS"] = (
    {
        # A write takes the lock at its start, where it can wait for it; a read takes none.
        "transaction_mode": "IMMEDIATE",
        "timeout": 7,
        "init_command": "PRAGMA journal_mode=WAL",
    }
    if DATABASE["ENGINE"] == SQLITE
    else {"connect_timeout": 2, "keepalives_idle": 30}
) | DATABASE.get("OPTIONS", {})
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
MAX_ID = 2**53 - 1  # what JSON numbers of every client hold (RFC 8259, section 6)

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
    "app.sessions.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "app.sessions.AuthenticationMiddleware",
    "app.sessions.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
CORS_ALLOW_METHODS = ["GET", "HEAD", "POST", "PATCH", "DELETE"]
CORS_ALLOW_HEADERS = [
    *["authorization", "content-type", "if-match", "if-none-match", "x-request-id"],
    *["traceparent", "tracestate", "baggage", "sentry-trace"],
]
CORS_EXPOSE_HEADERS = ["ETag", "Location", "X-Request-ID", "Retry-After"]
ROOT_URLCONF = "app.urls"
WSGI_APPLICATION = "app.wsgi.application"
APPEND_SLASH = False
DATA_UPLOAD_MAX_MEMORY_SIZE = 2**20
# Without a proxy anybody could set these headers.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXY_COUNT else None
# The proxy that has the certificate redirects to https and sends Strict-Transport-Security.
SILENCED_SYSTEM_CHECKS = ["security.W004", "security.W008"]
# Under `no-referrer` a browser sends the forms of the admin with `Origin: null`.
SECURE_REFERRER_POLICY = "same-origin"

# Accounts, whose cookies the admin alone uses
AUTH_USER_MODEL = "users.User"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_COOKIES
PASSWORD_HASHERS = ["app.users.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    }
]

# Pages: the documentation and the admin, with files that the application serves itself
STATIC_URL = "/static/"
STORAGES = {
    "staticfiles": {
        "BACKEND": "app.static.PrefixedStaticFilesStorage",
        # Django's own STATIC_ROOT would have to be there when the application starts.
        "OPTIONS": {"location": COLLECTED_FILES},
    }
}
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
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_THROTTLE_RATES": {
        "account": LOGIN_RATE_PER_ACCOUNT,
        "address": LOGIN_RATE_PER_ADDRESS,
    },
    "NUM_PROXIES": TRUSTED_PROXY_COUNT,
    "URL_FORMAT_OVERRIDE": None,
    "EXCEPTION_HANDLER": "app.problems.exception_handler",
    "DATETIME_FORMAT": "%Y-%m-%dT%H:%M:%S.%fZ",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Users and posts",
    "VERSION": "2.1.0",
    "OAS_VERSION": "3.1.0",
    "LICENSE": {"name": "MIT", "identifier": "MIT"},
    "SERVERS": [{"url": "/"}],
    "TAGS": [
        {"name": "users", "description": "Accounts and their owners."},
        {"name": "tokens", "description": "Logging in and out."},
        {"name": "posts", "description": "Drafts and published posts."},
        {"name": "health", "description": "For load balancers and supervisors."},
    ],
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "app.openapi.complete",
    ],
    "PATH_CONVERTER_OVERRIDES": {"id": {"type": "integer", "minimum": 1, "maximum": MAX_ID}},
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SORT_OPERATION_PARAMETERS": False,
    "SERVE_AUTHENTICATION": [],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
}
