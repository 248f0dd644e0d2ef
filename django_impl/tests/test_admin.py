"""Staff look after users and posts, by the same rules as the API."""

import logging
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.db import IntegrityError, OperationalError
from django.test import Client

from app.auth import issue_token
from app.posts.models import Post
from app.users.models import User
from tests.conftest import PASSWORD


@pytest.fixture
def staff(client: Client, db: None) -> Client:
    """A browser, signed in by the form."""
    User.objects.create_superuser("root", "root@example.com", PASSWORD)
    credentials = {"username": "root", "password": PASSWORD}
    signed_in = client.post("/admin/login/?next=/admin/", credentials)
    assert signed_in.headers["Location"] == "/admin/"
    return client


@pytest.fixture
def draft(alice: User) -> Post:
    post = Post(author=alice, title="A title", body="One.\nTwo. ", status="draft")
    post.save()
    return post


def form(post: Post, **fields: str) -> dict[str, str]:
    """What a browser sends for the form of a post: its line ends are others."""
    shown = {"title": post.title, "body": post.body, "status": post.status, **fields}
    return {name: value.replace("\n", "\r\n") for name, value in shown.items()}


def choose(action: str, *posts: Post) -> dict[str, object]:
    return {"action": action, "_selected_action": [post.pk for post in posts]}


def test_only_staff_come_in(client: Client, alice: User) -> None:
    client.force_login(alice)
    assert client.get("/admin/").status_code == 302


@pytest.mark.parametrize(
    "path",
    ["", "users/user/?q=alice&is_staff__exact=0", "posts/post/?q=title&status__exact=draft"],
)
def test_pages_are_shown(staff: Client, draft: Post, path: str) -> None:
    page = staff.get(f"/admin/{path}")
    assert (page.status_code, page.headers["Referrer-Policy"]) == (200, "same-origin")


def test_no_other_site_can_frame_the_admin(client: Client) -> None:
    assert client.get("/admin/login/").headers["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("SECURE_PROXY_SSL_HEADER", ("HTTP_X_FORWARDED_PROTO", "https")),
        ("CSRF_TRUSTED_ORIGINS", ["https://testserver"]),
    ],
)
def test_the_admin_takes_forms_from_behind_a_tls_proxy(
    db: None, settings: Any, setting: str, value: object
) -> None:
    setattr(settings, setting, value)
    client = Client(enforce_csrf_checks=True)
    client.get("/admin/login/")
    token = {"csrfmiddlewaretoken": client.cookies["csrftoken"].value}
    sent = {"host": "testserver", "origin": "https://testserver", "x-forwarded-proto": "https"}
    assert client.post("/admin/login/", token, headers=sent).status_code == 200


@pytest.mark.parametrize(("error", "status"), [(OperationalError, 503), (IntegrityError, 500)])
def test_an_error_of_the_database_is_a_problem_and_one_line_of_the_log(
    staff: Client,
    alice: User,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    error: type[Exception],
    status: int,
) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise error("violated") from ValueError("DETAIL: alice@example.com")

    monkeypatch.setattr(User, "edit", fail)
    fields = {"email": "other@example.com", "bio": "Another."}
    page = staff.post(f"/admin/users/user/{alice.pk}/change/", fields)
    assert (page.status_code, page["Content-Type"]) == (status, "application/problem+json")
    assert "DETAIL" not in caplog.text


def test_nothing_of_the_hash_is_shown(staff: Client, alice: User) -> None:
    page = staff.get(f"/admin/users/user/{alice.pk}/change/").content.decode()
    assert "alice@example.com" in page
    assert "argon2" not in page


@pytest.mark.parametrize("path", ["auth/group/", "auth/group/add/"])
def test_there_are_no_groups(staff: Client, path: str) -> None:
    assert staff.get(f"/admin/{path}").status_code == 404
    assert staff.post(f"/admin/{path}", {"name": "editors"}).status_code == 404


def test_only_users_and_posts_are_looked_after(staff: Client) -> None:
    assert {model.__name__ for model in admin.site._registry} == {"User", "Post"}


def test_publishing_follows_the_rules_of_posts(staff: Client, draft: Post) -> None:
    staff.post("/admin/posts/post/", choose("publish", draft))
    draft.refresh_from_db()
    assert (draft.status, draft.version) == ("published", 2)
    assert draft.published_at == draft.updated_at


def test_publishing_again_changes_nothing(staff: Client, draft: Post) -> None:
    for _ in range(2):
        staff.post("/admin/posts/post/", choose("publish", draft))
    draft.refresh_from_db()
    assert draft.version == 2


def test_unpublishing_takes_the_time_away(staff: Client, draft: Post) -> None:
    draft.edit({"status": "published"})
    staff.post("/admin/posts/post/", choose("unpublish", draft))
    draft.refresh_from_db()
    assert (draft.status, draft.version, draft.published_at) == ("draft", 3, None)


def test_an_edited_post_is_a_new_version(staff: Client, draft: Post) -> None:
    staff.post(f"/admin/posts/post/{draft.pk}/change/", form(draft, title=" Other "))
    draft.refresh_from_db()
    assert (draft.title, draft.body, draft.version) == (" Other ", "One.\nTwo. ", 2)


def test_a_form_sent_back_as_it_was_changes_nothing(staff: Client, draft: Post) -> None:
    staff.post(f"/admin/posts/post/{draft.pk}/change/", form(draft))
    draft.refresh_from_db()
    assert draft.version == 1


def test_a_blank_title_is_rejected(staff: Client, draft: Post) -> None:
    page = staff.post(f"/admin/posts/post/{draft.pk}/change/", form(draft, title=" "))
    draft.refresh_from_db()
    assert (page.status_code, draft.version) == (200, 1)


def test_an_email_is_kept_in_lower_case(staff: Client, alice: User) -> None:
    fields = {"email": "Alice@Wonderland.example", "bio": "One.\r\nTwo.", "is_staff": ""}
    staff.post(f"/admin/users/user/{alice.pk}/change/", fields)
    alice.refresh_from_db()
    assert (alice.email, alice.bio) == ("alice@wonderland.example", "One.\nTwo.")


@pytest.mark.parametrize("path", ["users/user", "posts/post"])
def test_nothing_is_added_here(staff: Client, path: str) -> None:
    assert staff.get(f"/admin/{path}/add/").status_code == 403


def test_a_deleted_user_takes_posts_and_tokens_along(
    staff: Client, draft: Post, alice: User
) -> None:
    issue_token(alice)[1].save()
    staff.post(f"/admin/users/user/{alice.pk}/delete/", {"post": "yes"})
    assert not User.objects.filter(pk=alice.pk).exists()
    assert not Post.objects.filter(pk=draft.pk).exists()


def test_several_users_are_deleted_at_once(staff: Client, alice: User, bob: User) -> None:
    chosen = {"action": "delete_selected", "_selected_action": [alice.pk, bob.pk], "post": "yes"}
    staff.post("/admin/users/user/", chosen)
    assert [user.username for user in User.objects.all()] == ["root"]


def test_no_table_remembers_who_did_what_but_the_log_does(
    staff: Client, draft: Post, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "app.users.admin"):
        staff.post(f"/admin/posts/post/{draft.pk}/change/", form(draft, title="Other"))
        staff.post("/admin/posts/post/", choose("publish", draft))
        staff.post(f"/admin/posts/post/{draft.pk}/delete/", {"post": "yes"})
    assert not LogEntry.objects.exists()
    logged = [record.getMessage() for record in caplog.records if record.name == "app.users.admin"]
    assert [line.split()[2] for line in logged] == ["changed", "set", "deleted"]


def test_what_changes_nothing_is_not_logged(
    staff: Client, draft: Post, alice: User, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "app.users.admin"):
        staff.post(f"/admin/posts/post/{draft.pk}/change/", form(draft))
        staff.post("/admin/posts/post/", choose("unpublish", draft))
        staff.post(f"/admin/users/user/{alice.pk}/change/", {"email": "Alice@Example.com"})
    assert not [record for record in caplog.records if record.name == "app.users.admin"]
