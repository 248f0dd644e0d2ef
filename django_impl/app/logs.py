"""The form of the log: one line for each event, to stderr, with the id of the request."""

import logging
import time
from contextvars import ContextVar
from typing import Any

request_id: ContextVar[str] = ContextVar("request_id", default="-")


class OneLineFormatter(logging.Formatter):
    """Time, level, logger, request id and message; line ends, also of tracebacks, are escaped."""

    converter = staticmethod(time.gmtime)
    default_time_format = "%Y-%m-%dT%H:%M:%S"
    default_msec_format = "%s.%03dZ"

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(request_id)s %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        record.request_id = request_id.get()
        return "\\n".join(super().format(record).splitlines())


def logging_config(level: str) -> dict[str, Any]:
    """The LOGGING setting."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"one_line": {"()": OneLineFormatter}},
        "handlers": {
            "stderr": {
                "class": "logging.StreamHandler",
                "formatter": "one_line",
                "level": level,
            }
        },
        "root": {"handlers": ["stderr"], "level": level},
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
