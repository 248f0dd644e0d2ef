"""A COMMIT that fails, in a database where another program has added a deferred foreign key."""

from fastapi.testclient import TestClient
from sqlalchemy import Engine, text

NOTES = """
    CREATE TABLE notes (
        user_id INTEGER NOT NULL REFERENCES users (id) DEFERRABLE INITIALLY DEFERRED
    )
"""


def test_a_failed_commit_keeps_no_lock(engine: Engine, alice: TestClient) -> None:
    with engine.begin() as connection:
        connection.execute(text(NOTES))
        connection.execute(text("INSERT INTO notes SELECT id FROM users"))
    assert alice.delete("/users/me").status_code == 500
    post = {"title": "A title", "body": "A body."}
    assert alice.post("/posts", json=post).status_code == 201
