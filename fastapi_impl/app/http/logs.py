"""Logging: one line per event on stderr, with time, level, logger, request id and message."""

import logging
import logging.config
import time
from contextvars import ContextVar

from app.config import Settings

request_id: ContextVar[str] = ContextVar("request_id", default="-")

# Escape control characters, to prevent log injection.
ESCAPES = {n: ascii(chr(n))[1:-1] for n in (*range(32), *range(127, 160), 0x2028, 0x2029)}


class LineFormatter(logging.Formatter):
    """Times in UTC, and one line whatever the message holds."""

    converter = staticmethod(time.gmtime)
    default_time_format = "%Y-%m-%dT%H:%M:%S"
    default_msec_format = "%s.%03dZ"

    def format(self, record: logging.LogRecord) -> str:
        record.request_id = request_id.get()
        return super().format(record).translate(ESCAPES)


def configure_logging(settings: Settings) -> None:
    """Log everything in the process to stderr; `DEBUG` adds the SQL statements."""
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {
                "line": {
                    "()": LineFormatter,
                    "format": "%(asctime)s %(levelname)s %(name)s %(request_id)s %(message)s",
                }
            },
            "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
            "root": {"level": settings.log_level, "handlers": ["stderr"]},
            "loggers": {
                "sqlalchemy.engine": {"level": "INFO" if settings.debug else "WARNING"},
                # At DEBUG it writes the parameters of statements: hashes and emails.
                "aiosqlite": {"level": "INFO"},
            },
        }
    )
