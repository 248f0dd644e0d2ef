"""There are no more connections than threads, without waiting for a garbage collection."""

import sqlite3
from threading import Thread
from typing import Any
from unittest.mock import Mock

import pytest
from django.db import connection
from django.test import RequestFactory

from app.wsgi import application


def connections_of_a_thread(rf: RequestFactory) -> list[Any]:
    """Those over which a thread, ended by now, has served two requests."""
    opened: list[Any] = []

    def serve() -> None:
        for _ in range(2):
            application(rf.get("/health/ready").environ, Mock())
            opened.append(connection.connection)

    thread = Thread(target=serve)
    thread.start()
    thread.join()
    return opened


def test_a_request_closes_the_connections_of_ended_threads(db: None, rf: RequestFactory) -> None:
    first, second = connections_of_a_thread(rf)
    assert first is second
    first.execute("SELECT 1")
    application(rf.get("/health/live").environ, Mock())
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        first.execute("SELECT 1")
