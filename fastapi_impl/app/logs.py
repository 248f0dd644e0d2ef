"""Logging: one line per event on stderr, with time, level, logger, request id and message."""

import logging
import logging.config
from contextvars import ContextVar

from app.config import Settings

request_id: ContextVar[str] = ContextVar("request_id", default="-")


def add_request_id(record: logging.LogRecord) -> bool:
    """Put the request id on every record; a logging filter that drops none."""
    record.request_id = request_id.get()
    return True


def configure_logging(settings: Settings) -> None:
    """Log everything in the process to stderr; `DEBUG` adds the SQL statements."""
    line = "%(asctime)s %(levelname)s %(name)s %(request_id)s %(message)s"
    handler = {
        "class": "logging.StreamHandler",
        "formatter": "line",
        "filters": [add_request_id],
    }
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {"line": {"format": line}},
            "handlers": {"stderr": handler},
            "root": {"level": settings.log_level, "handlers": ["stderr"]},
            "loggers": {
                "sqlalchemy.engine": {"level": "INFO" if settings.debug else "WARNING"},
                # At DEBUG it writes the parameters of statements: hashes and emails.
                "aiosqlite": {"level": "INFO"},
            },
        }
    )
