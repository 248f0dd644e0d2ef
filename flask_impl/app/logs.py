"""Logging: one line per event on stderr, with time, level, logger, request id and message."""

import logging.config

from flask import Flask, g, has_app_context


def add_request_id(record: logging.LogRecord) -> bool:
    """Put the request id on every record; a logging filter that drops none."""
    record.request_id = g.get("request_id", "-") if has_app_context() else "-"
    return True


def init_app(app: Flask) -> None:
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
            "root": {"level": app.config["LOG_LEVEL"], "handlers": ["stderr"]},
            # The development server writes query strings into its own access log.
            "loggers": {"werkzeug": {"level": "WARNING"}},
        }
    )
