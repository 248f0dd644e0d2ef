"""One line per event on standard error: time, level, logger, request id, message."""

import logging
import logging.config
import time
from contextvars import ContextVar

from app.config import Settings

request_id: ContextVar[str] = ContextVar("request_id", default="-")


class OneLineFormatter(logging.Formatter):
    """Times are UTC, and the lines of a traceback become one."""

    converter = staticmethod(time.gmtime)
    default_time_format = "%Y-%m-%dT%H:%M:%S"
    default_msec_format = "%s.%03dZ"

    def format(self, record: logging.LogRecord) -> str:
        record.request_id = request_id.get()
        return " | ".join(super().format(record).splitlines())


def configure_logging(settings: Settings) -> None:
    """Send the log of everything in the process to standard error; `DEBUG` adds the statements."""
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {
                "line": {
                    "()": OneLineFormatter,
                    "format": "%(asctime)s %(levelname)s %(name)s %(request_id)s %(message)s",
                }
            },
            "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
            "root": {"level": settings.log_level, "handlers": ["stderr"]},
            "loggers": {"sqlalchemy.engine": {"level": "INFO" if settings.debug else "WARNING"}},
        }
    )
