"""A COMMIT that fails, in a database where another program has added a deferred foreign key."""

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from app.extensions import db

NOTES = """
    CREATE TABLE notes (
        user_id INTEGER NOT NULL REFERENCES users (id) DEFERRABLE INITIALLY DEFERRED
    )
"""


def test_a_failed_commit_keeps_no_lock(app: Flask, alice: FlaskClient) -> None:
    with app.app_context(), db.engine.begin() as connection:
        connection.execute(text(NOTES))
        connection.execute(text("INSERT INTO notes SELECT id FROM users"))
    assert alice.delete("/api/v1/users/me").status_code == 500
    post = {"title": "A title", "body": "A body."}
    assert alice.post("/api/v1/posts", json=post).status_code == 201
