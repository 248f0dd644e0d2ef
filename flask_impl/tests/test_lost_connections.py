"""Connections that are lost: after the response was made, or one after the other."""

import sqlite3

import pytest
from flask.testing import FlaskClient
from psycopg import OperationalError
from sqlalchemy import PoolProxiedConnection, QueuePool, create_engine, event
from sqlalchemy.engine.default import DefaultDialect

from app.connections import replace_ended


class EndedConnection(sqlite3.Connection):
    """A connection that its server has ended."""

    @property
    def pgconn(self) -> "EndedConnection":
        return self

    def consume_input(self) -> None:
        raise OperationalError


def test_the_response_is_not_taken_away(
    alice: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lose(_: object, connection: PoolProxiedConnection) -> None:
        connection.close()
        raise sqlite3.OperationalError

    monkeypatch.setattr(DefaultDialect, "do_rollback", lose)
    assert alice.patch("/api/v1/posts/1", json={"title": "New"}).status_code == 404


def test_one_that_was_used_is_replaced_and_a_new_one_is_not() -> None:
    made: list[sqlite3.Connection] = []

    def connect() -> sqlite3.Connection:
        made.append(sqlite3.connect(":memory:", factory=EndedConnection))
        return made[-1]

    engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool, pool_size=1)
    event.listen(engine, "checkout", replace_ended)
    for _ in range(3):
        engine.raw_connection().close()
    assert len(made) == 3
    engine.dispose()
