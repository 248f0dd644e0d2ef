"""A connection that is lost after the response was made."""

import sqlite3

import pytest
from flask.testing import FlaskClient
from sqlalchemy import PoolProxiedConnection
from sqlalchemy.engine.default import DefaultDialect


def test_the_response_is_not_taken_away(
    alice: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lose(_: object, connection: PoolProxiedConnection) -> None:
        connection.close()
        raise sqlite3.OperationalError

    monkeypatch.setattr(DefaultDialect, "do_rollback", lose)
    assert alice.patch("/api/v1/posts/1", json={"title": "New"}).status_code == 404
