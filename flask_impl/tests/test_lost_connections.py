"""A connection that is lost after the response was made."""

import sqlite3

import pytest
from flask.testing import FlaskClient
from sqlalchemy.engine.default import DefaultDialect


def test_the_response_is_not_taken_away(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lose(*_: object) -> None:
        raise sqlite3.OperationalError

    monkeypatch.setattr(DefaultDialect, "do_rollback", lose)
    assert client.get("/api/v1/posts").status_code == 200
