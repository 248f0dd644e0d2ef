"""The session outside of a request, as in `flask shell`."""

import sqlite3
from contextlib import closing

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.extensions import db
from app.posts.models import Post
from app.users.models import User


def test_a_shell_that_reads_lets_others_write(app: Flask) -> None:
    with app.app_context():
        db.session.scalars(select(User)).all()
        other = sqlite3.connect(str(db.engine.url.database), timeout=0)
        with closing(other), other:
            other.execute("DELETE FROM users")


def test_a_shell_writes_all_or_nothing(app: Flask, alice: FlaskClient) -> None:
    alice.post("/api/v1/posts", json={"title": "A title", "body": "A body."})
    with app.app_context():
        user = db.session.scalars(select(User)).one()
        db.session.delete(user)
        db.session.flush()
        db.session.rollback()
        assert db.session.scalars(select(Post.title)).all() == ["A title"]
        db.session.delete(user)
        db.session.commit()
        assert db.session.scalars(select(Post)).all() == []
