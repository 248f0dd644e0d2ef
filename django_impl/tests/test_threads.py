"""There are no more connections than threads, without waiting for a garbage collection."""

import sqlite3
from threading import Thread
from typing import Any
from unittest.mock import Mock

import pytest
from django.db import connection
from django.test import RequestFactory

from app.wsgi import application


def test_a_request_closes_the_connections_of_ended_threads(db: None, rf: RequestFactory) -> None:
    opened: list[Any] = []

    def serve() -> None:
        for _ in range(2):
            application(rf.get("/health/ready").environ, Mock())
            opened.append(connection.connection)

    thread = Thread(target=serve)
    thread.start()
    thread.join()
    assert opened[0] is opened[1]
    opened[0].execute("SELECT 1")
    application(rf.get("/health/live").environ, Mock())
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        opened[0].execute("SELECT 1")
