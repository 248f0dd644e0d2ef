"""What changes when a post or a user is edited."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Literal

import pytest
from flask import Flask
from sqlalchemy import text

from app.base import UTCDateTime
from app.extensions import db
from app.posts.models import Post
from app.users.models import Token, User


@pytest.fixture
def user() -> User:
    return User("alice", "alice@example.com", "a hash")


def post_by(user: User, status: Literal["draft", "published"] = "published") -> Post:
    return Post(user, "A title", "A body.", status)


def test_a_change_renews_the_time(user: User) -> None:
    post = post_by(user)
    before = post.updated_at
    assert post.edit({"title": "New"})
    assert post.title == "New"
    assert post.updated_at > before


def test_each_update_is_a_new_version(app: Flask, user: User) -> None:
    post = post_by(user)
    with app.app_context():
        db.session.add(post)
        db.session.commit()
        post.edit({"title": "New"})
        db.session.commit()
        assert post.version == 2


def test_the_same_again_changes_nothing(user: User) -> None:
    post = post_by(user)
    before = post.updated_at
    assert not post.edit({"title": "A title", "status": "published"})
    assert post.updated_at == before


def test_a_draft_has_no_time_of_publication(user: User) -> None:
    assert post_by(user, "draft").published_at is None


def test_publishing_sets_the_time(user: User) -> None:
    post = post_by(user, "draft")
    post.edit({"status": "published"})
    assert post.published_at == post.updated_at


def test_going_back_to_draft_clears_the_time(user: User) -> None:
    post = post_by(user)
    post.edit({"status": "draft"})
    assert post.published_at is None


def test_a_user_changes_only_when_something_differs(user: User) -> None:
    before = user.updated_at
    assert not user.edit({"bio": ""})
    assert user.updated_at == before
    assert user.edit({"bio": "New."})


def test_a_token_ends_after_its_lifetime(user: User) -> None:
    token = Token(user, "a digest", timedelta(seconds=60))
    assert token.expires_at - token.created_at == timedelta(seconds=60)


def test_sqlite_keeps_a_time_as_naive_text_in_utc(app: Flask, user: User) -> None:
    user.created_at = datetime(2026, 11, 21, 10, 30, tzinfo=timezone(timedelta(hours=1)))
    with app.app_context():
        db.session.add(user)
        db.session.commit()
        stored = db.session.execute(text("SELECT created_at FROM users")).scalar_one()
    assert stored == "2026-11-21 09:30:00.000000"


def test_a_time_without_fraction_is_read(app: Flask) -> None:
    with app.app_context():
        statement = text("SELECT '2026-11-21 09:30:00' AS t").columns(t=UTCDateTime)
        assert db.session.execute(statement).scalar_one() == datetime(
            2026, 11, 21, 9, 30, tzinfo=UTC
        )
