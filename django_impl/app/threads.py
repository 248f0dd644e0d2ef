"""A connection whose thread has ended is closed when the next request starts.

Servers end threads: granian does after 30 idle seconds. Django leaves the connection of such a
thread open until a garbage collection finds it, so there would be more connections than threads.
"""

import threading
from contextlib import suppress
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

local = threading.local()
ended: list[Any] = []


class Held:
    """Holds a connection in `local`, from which it is dropped when the thread ends."""

    def __init__(self, connection: Any) -> None:
        self.connection = connection

    def __del__(self) -> None:
        # To close SQLite's as a thread ends crashes Python before 3.12.4 (python/cpython#119585).
        ended.append(self.connection)


def hold(connection: BaseDatabaseWrapper, **_: Any) -> None:
    """Receive `connection_created`."""
    setattr(local, connection.alias, Held(connection.connection))


def close_ended(**_: Any) -> None:
    """Receive `request_started`: the request may open a connection."""
    while ended:
        with suppress(IndexError):  # another thread may have taken the last one
            ended.pop().close()
