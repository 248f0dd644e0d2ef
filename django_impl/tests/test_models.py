"""The rules that models keep by themselves."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from rest_framework.test import APIClient

from app.posts.models import Post
from app.users.models import User
from tests.conftest import PASSWORD


@pytest.fixture
def draft(alice: User) -> Post:
    post = Post(author=alice, title="A title", body="A body.", status="draft")
    post.save()
    return post


def test_a_new_draft_is_version_one_and_not_published(draft: Post) -> None:
    assert (draft.version, draft.published_at) == (1, None)
    assert draft.updated_at == draft.created_at


def test_a_post_written_as_published_is_so_from_its_creation(alice: User) -> None:
    post = Post(author=alice, title="A title", body="A body.")
    post.save()
    assert post.published_at == post.created_at == post.updated_at


def test_publishing_sets_the_time_and_the_version(draft: Post) -> None:
    assert draft.edit({"status": "published"})
    assert draft.published_at == draft.updated_at > draft.created_at
    assert draft.version == 2


def test_going_back_to_draft_takes_the_time_away(draft: Post) -> None:
    draft.edit({"status": "published"})
    draft.edit({"status": "draft"})
    assert (draft.version, draft.published_at) == (3, None)


def test_a_change_of_text_leaves_the_time_of_publication(alice: User) -> None:
    post = Post(author=alice, title="A title", body="A body.")
    post.save()
    post.edit({"title": "Another"})
    assert (post.version, post.published_at) == (2, post.created_at)


def test_what_changes_nothing_is_no_change(draft: Post) -> None:
    before = draft.updated_at
    assert not draft.edit({"title": "A title", "status": "draft"})
    draft.refresh_from_db()
    assert (draft.version, draft.updated_at) == (1, before)


def test_a_change_is_stored(draft: Post) -> None:
    draft.edit({"body": "Another."})
    draft.refresh_from_db()
    assert (draft.body, draft.version) == ("Another.", 2)


def test_drafts_are_visible_to_their_author(draft: Post, as_alice: APIClient, bob: User) -> None:
    as_bob = APIClient()
    as_bob.force_authenticate(bob)
    for client, status in ((as_alice, 200), (as_bob, 404), (APIClient(), 404)):
        assert client.get(f"/api/v1/posts/{draft.pk}").status_code == status


def test_every_taken_name_is_named(alice: User) -> None:
    with pytest.raises(ValidationError) as refusal:
        User.objects.create_user("alice", "Alice@Example.com", PASSWORD)
    assert list(refusal.value.message_dict) == ["username", "email"]


def test_another_violated_constraint_is_no_taken_name(alice: User) -> None:
    with pytest.raises(IntegrityError):
        User.objects.create_user("carol", "carol@example.com", PASSWORD, bio=None)


def test_a_deleted_account_takes_posts_and_tokens_along(draft: Post, alice: User) -> None:
    alice.delete()
    assert not Post.objects.exists()
    assert not User.objects.filter(username="alice").exists()


def test_a_key_is_never_given_again(draft: Post, alice: User) -> None:
    key = draft.pk
    draft.delete()
    post = Post(author=alice, title="A title", body="A body.")
    post.save()
    assert post.pk > key
