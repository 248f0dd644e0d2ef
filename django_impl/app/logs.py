"""Logging: one line per event on stderr, with time, level, logger, request id and message."""

import logging
from contextvars import ContextVar
from typing import Any

request_id: ContextVar[str] = ContextVar("request_id", default="-")


def add_request_id(record: logging.LogRecord) -> bool:
    """Put the request id on every record; a logging filter that drops none."""
    record.request_id = request_id.get()
    return True


def logging_config(level: int) -> dict[str, Any]:
    """The LOGGING setting."""
    line = "%(asctime)s %(levelname)s %(name)s %(request_id)s %(message)s"
    handler = {
        "class": "logging.StreamHandler",
        "formatter": "line",
        "filters": ["request_id"],
    }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"request_id": {"()": lambda: add_request_id}},
        "formatters": {"line": {"format": line}},
        "handlers": {"stderr": handler},
        "root": {"level": level, "handlers": ["stderr"]},
        "loggers": {
            # Django's own handlers would write each event a second time.
            "django": {"handlers": [], "level": max(level, logging.INFO)},
            # Below ERROR it only repeats the access line of each 4xx.
            "django.request": {"level": "ERROR"},
            # So do these of each 400 for a foreign Host or 1001 parameters, with a traceback.
            "django.security.DisallowedHost": {"level": "CRITICAL"},
            "django.security.TooManyFieldsSent": {"level": "CRITICAL"},
            # At DEBUG it writes the parameters of statements: hashes and emails.
            "django.db.backends": {"level": "INFO"},
        },
    }
