"""One line per event on stderr: time, level, logger, request id, message."""

import logging.config
import time

from flask import Flask, g, has_app_context

# Whatever would end a line or steer a terminal is written as an escape.
ESCAPES = {n: ascii(chr(n))[1:-1] for n in (*range(32), *range(127, 160), 0x2028, 0x2029)}


class LineFormatter(logging.Formatter):
    converter = staticmethod(time.gmtime)
    default_time_format = "%Y-%m-%dT%H:%M:%S"
    default_msec_format = "%s.%03dZ"

    def format(self, record: logging.LogRecord) -> str:
        record.request_id = g.get("request_id", "-") if has_app_context() else "-"
        return super().format(record).translate(ESCAPES)


def init_app(app: Flask) -> None:
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
            "root": {"level": app.config["LOG_LEVEL"], "handlers": ["stderr"]},
            # The development server writes query strings into its own access log.
            "loggers": {"werkzeug": {"level": "WARNING"}},
        }
    )
