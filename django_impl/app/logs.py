"""One line per event on stderr: time, level, logger, request id, message."""

import logging
import time
from contextvars import ContextVar
from typing import Any

request_id: ContextVar[str] = ContextVar("request_id", default="-")

# Whatever would end a line or steer a terminal is written as an escape.
ESCAPES = {n: ascii(chr(n))[1:-1] for n in (*range(32), *range(127, 160), 0x2028, 0x2029)}


class LineFormatter(logging.Formatter):
    converter = staticmethod(time.gmtime)
    default_time_format = "%Y-%m-%dT%H:%M:%S"
    default_msec_format = "%s.%03dZ"

    def format(self, record: logging.LogRecord) -> str:
        record.request_id = request_id.get()
        return super().format(record).translate(ESCAPES)


def logging_config(level: str) -> dict[str, Any]:
    """The LOGGING setting."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {
                "()": LineFormatter,
                "format": "%(asctime)s %(levelname)s %(name)s %(request_id)s %(message)s",
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"level": level, "handlers": ["stderr"]},
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
