"""Settings of the project; what differs between machines comes from the environment."""

from pathlib import Path

from dotenv import load_dotenv

from app.environment import HOST, ORIGIN, database, flag, level, seconds, secret, words
from app.logs import logging_config

load_dotenv(Path(".env"))

DEBUG = flag("DEBUG", "false")
SECRET_KEY = secret("SECRET_KEY", optional=DEBUG)
ALLOWED_HOSTS = words(
    "ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]", HOST, "host names separated by commas"
)
CORS_ALLOWED_ORIGINS = words(
    "CORS_ALLOWED_ORIGINS", "", ORIGIN, "origins like https://app.example separated by commas"
)
TOKEN_TTL_SECONDS = seconds("TOKEN_TTL_SECONDS", "1209600")
LOGGING = logging_config(level("LOG_LEVEL", "INFO"))

# Database: a connection for each thread, looked at before it is used again
DATABASES = {"default": database("DATABASE_URL", "sqlite:///data.sqlite3")}
DATABASES["default"]["OPTIONS"] |= (
    {
        # A write takes the lock at its start, where it can wait for it; a read takes none.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL",
    }
    if "sqlite3" in DATABASES["default"]["ENGINE"]
    else {"connect_timeout": 2}
)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "app.users",
    "app.posts",
]
MIDDLEWARE = [
    "app.middleware.RequestMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.common.CommonMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]
if CORS_ALLOWED_ORIGINS:
    # Even with no origin allowed it would add `Vary: origin` to every answer.
    MIDDLEWARE.insert(2, "app.middleware.CorsMiddleware")
CORS_ALLOW_METHODS = ["GET", "HEAD", "POST", "PATCH", "DELETE"]
CORS_ALLOW_HEADERS = ["authorization", "content-type", "if-match", "if-none-match", "x-request-id"]
CORS_PREFLIGHT_MAX_AGE = 600
CORS_EXPOSE_HEADERS = ["ETag", "Location", "X-Request-ID", "Retry-After"]
ROOT_URLCONF = "app.urls"
WSGI_APPLICATION = "app.wsgi.application"
APPEND_SLASH = False
DATA_UPLOAD_MAX_MEMORY_SIZE = 2**20
DATA_UPLOAD_MAX_NUMBER_FIELDS = None
SECURE_REFERRER_POLICY = "no-referrer"
SECURE_CROSS_ORIGIN_OPENER_POLICY = None

# Accounts; cookies are the admin's alone
AUTH_USER_MODEL = "users.User"
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = "/admin/"
PASSWORD_HASHERS = ["app.users.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    }
]

# Pages: the documentation and the admin, with files that the application serves itself
STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_ALLOW_ALL_ORIGINS = False
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(__file__).parent / "templates"],
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
    "DEFAULT_PARSER_CLASSES": ["app.parsers.StrictJSONParser"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "app.parsers.JSONNegotiation",
    "DEFAULT_PAGINATION_CLASS": "app.pagination.KeysetPagination",
    "DEFAULT_SCHEMA_CLASS": "app.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "app.problems.exception_handler",
    "DATETIME_FORMAT": "%Y-%m-%dT%H:%M:%S.%fZ",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Users and posts",
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.0",
    "POSTPROCESSING_HOOKS": ["app.openapi.complete"],
    "PATH_CONVERTER_OVERRIDES": {
        "id": {"type": "integer", "minimum": 1, "maximum": 999_999_999_999_999_999}
    },
    "COMPONENT_SPLIT_REQUEST": True,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "TAGS": [{"name": name} for name in ("users", "tokens", "posts", "health")],
    "SORT_OPERATION_PARAMETERS": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
}
