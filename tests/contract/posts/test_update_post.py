"""updatePost: what changes, what stays, and who may."""

from typing import Any

import pytest

from tests.support.api_client import ApiClient
from tests.support.problems import assert_problem
from tests.support.rules import negative, rule

CHANGES: list[dict[str, str]] = [
    {"title": "New title"},
    {"body": "New body."},
    {"title": "New title", "body": "New body."},
    {"title": "a title"},
    {"title": "A title "},
    {"body": "A body.\n"},
    {"title": "A t\u0456tle"},
    {"title": "New title", "status": "published"},
]

NO_CHANGES: list[dict[str, str]] = [
    {},
    {"title": "A title"},
    {"body": "A body."},
    {"status": "published"},
    {"title": "A title", "body": "A body.", "status": "published"},
]


def shown(somebody: ApiClient, post: dict[str, Any]) -> dict[str, Any]:
    response = somebody.get(f"/posts/{post['id']}")
    return {**response.json(), "etag": response.headers["ETag"]}


def tag(post: dict[str, Any], version: int) -> str:
    return f'"{post["id"]}-{version}"'


@rule("P4", "P5", "C1", "S3")
@pytest.mark.parametrize("change", CHANGES)
def test_a_change_renews_what_was_sent_and_the_version(
    alice: ApiClient, published: dict[str, Any], change: dict[str, str]
) -> None:
    response = alice.patch(f"/posts/{published['id']}", json=change)
    after = {**response.json(), "etag": response.headers["ETag"]}
    assert after["updated_at"] > published["updated_at"]
    renewed = {"updated_at": after["updated_at"], "etag": tag(published, 2)}
    assert after == {**published, **change, **renewed}
    assert shown(alice, published) == after


@rule("P5")
@pytest.mark.parametrize("nothing", NO_CHANGES)
def test_a_patch_that_changes_nothing_leaves_all(
    alice: ApiClient, published: dict[str, Any], nothing: dict[str, str]
) -> None:
    response = alice.patch(f"/posts/{published['id']}", json=nothing)
    assert response.status_code == 200
    assert {**response.json(), "etag": response.headers["ETag"]} == published
    assert shown(alice, published) == published


@rule("P5", "P4")
def test_a_draft_sent_back_to_draft_is_no_change(alice: ApiClient, draft: dict[str, Any]) -> None:
    response = alice.patch(f"/posts/{draft['id']}", json={"status": "draft"})
    assert {**response.json(), "etag": response.headers["ETag"]} == draft


@rule("C1", "P5")
def test_the_version_grows_by_one_with_each_change(
    alice: ApiClient, published: dict[str, Any]
) -> None:
    titles = ["one", "one", "two", "one", "one", "three"]
    path = f"/posts/{published['id']}"
    tags = [alice.patch(path, json={"title": title}).headers["ETag"] for title in titles]
    assert tags == [tag(published, version) for version in (2, 2, 3, 4, 4, 5)]


@rule("P4")
def test_publishing_sets_published_at(alice: ApiClient, draft: dict[str, Any]) -> None:
    after = alice.patch(f"/posts/{draft['id']}", json={"status": "published"}).json()
    assert after["status"] == "published"
    assert after["published_at"] >= draft["created_at"]


@rule("P4", "P5")
def test_going_back_to_draft_empties_published_at(
    alice: ApiClient, published: dict[str, Any]
) -> None:
    response = alice.patch(f"/posts/{published['id']}", json={"status": "draft"})
    assert (response.json()["status"], response.json()["published_at"]) == ("draft", None)
    assert response.headers["ETag"] == tag(published, 2)


@rule("P4")
def test_publishing_again_sets_a_later_published_at(
    alice: ApiClient, published: dict[str, Any]
) -> None:
    path = f"/posts/{published['id']}"
    alice.patch(path, json={"status": "draft"})
    again = alice.patch(path, json={"status": "published"}).json()
    assert again["published_at"] > published["published_at"]


@rule("C3", "P5")
def test_without_a_condition_the_last_write_wins(
    alice: ApiClient, published: dict[str, Any]
) -> None:
    for title in ("first", "last"):
        assert alice.patch(f"/posts/{published['id']}", json={"title": title}).status_code == 200
    assert shown(alice, published)["title"] == "last"


@negative
@rule("E2", "E4", "P5")
def test_one_wrong_member_leaves_the_others_unsaved(
    alice: ApiClient, published: dict[str, Any]
) -> None:
    change = {"title": "Unsaved", "body": "", "status": "hidden", "version": 9}
    response = alice.patch(f"/posts/{published['id']}", json=change)
    errors = {"#/body": "minLength", "#/status": "enum", "#/version": "additionalProperties"}
    assert_problem(response, 422, "validation-failed", errors)
    assert shown(alice, published) == published


@negative
@rule("E4", "S1")
@pytest.mark.parametrize("member", ["id", "author", "author_id", "created_at", "published_at"])
def test_no_other_member_ever_changes(
    alice: ApiClient, bob: ApiClient, published: dict[str, Any], member: str
) -> None:
    response = alice.patch(f"/posts/{published['id']}", json={member: bob.id})
    assert_problem(response, 422, "validation-failed", {f"#/{member}": "additionalProperties"})
    assert shown(alice, published) == published
