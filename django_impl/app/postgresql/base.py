"""Django's PostgreSQL backend, with limits on how long a request waits for the server.

They hold within `answers_within` alone: a migration or a shell may take as long as it likes.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import psycopg
from django.db.backends.postgresql import base
from psycopg import IsolationLevel
from psycopg.pq import TransactionStatus

# The server ends a statement sooner than the client gives up on a server that does not answer.
SERVER_LIMITS = "SET lock_timeout = '4s'; SET statement_timeout = '6s'"
answer_seconds: ContextVar[float | None] = ContextVar("answer_seconds", default=None)


@contextmanager
def answers_within(seconds: float) -> Iterator[None]:
    """Give up on a server that leaves a statement unanswered for so long."""
    token = answer_seconds.set(seconds)
    try:
        yield
    finally:
        answer_seconds.reset(token)


class LimitedConnection(psycopg.Connection[Any]):
    """Closes itself when an answer takes too long: the server may be frozen or gone."""

    # The limit it was opened with, for what Django asks of it outside of `answers_within`.
    seconds: float | None = None

    def wait(self, *args: Any, **options: Any) -> Any:
        seconds = answer_seconds.get() or self.seconds
        try:
            return super().wait(*args, **{"timeout": seconds, **options})
        except psycopg.OperationalError:
            if self.info.transaction_status == TransactionStatus.ACTIVE:
                self.close()
            raise


class DatabaseWrapper(base.DatabaseWrapper):
    def get_new_connection(self, conn_params: dict[str, Any]) -> LimitedConnection:
        self.isolation_level = IsolationLevel.READ_COMMITTED
        connection = LimitedConnection.connect(**conn_params)
        connection.seconds = answer_seconds.get()
        return connection

    def init_connection_state(self) -> None:
        super().init_connection_state()
        if answer_seconds.get():
            # Not as startup parameters, which PgBouncer rejects.
            with self.cursor() as cursor:
                cursor.execute(SERVER_LIMITS)

    def is_usable(self) -> bool:
        """Whether the server has not ended the connection, as when it was restarted.

        Django's own check sends a statement in each request, and waits for the answer.
        """
        try:
            self.connection.pgconn.consume_input()  # the server's last words, if any
            self.connection.pgconn.consume_input()  # raises at the end of the stream
        except psycopg.OperationalError:
            return False
        return True
