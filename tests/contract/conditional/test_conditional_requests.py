"""If-None-Match and If-Match: which values match, which do not, and where they mean nothing."""

from typing import Any

import pytest

from tests.support.api_client import ApiClient, CreatePost
from tests.support.entity_tags import (
    FURTHER_LINES,
    MALFORMED,
    NO_MATCHES,
    STRONG_MATCHES,
    WEAK_MATCHES,
    lines,
    table,
)
from tests.support.problems import assert_problem
from tests.support.rules import negative, rule

Post = dict[str, Any]


@rule("C2")
@table(STRONG_MATCHES, WEAK_MATCHES)
def test_a_current_copy_is_not_sent_again(
    anonymous: ApiClient, published: Post, values: list[str]
) -> None:
    headers = lines("If-None-Match", values, published)
    response = anonymous.get(f"/posts/{published['id']}", headers=headers)
    assert (response.status_code, response.content) == (304, b"")
    assert response.headers["ETag"] == published["etag"]


@rule("C2")
@table(NO_MATCHES)
def test_a_copy_that_is_not_current_is_sent_whole(
    anonymous: ApiClient, published: Post, values: list[str]
) -> None:
    headers = lines("If-None-Match", values, published)
    response = anonymous.get(f"/posts/{published['id']}", headers=headers)
    assert {**response.json(), "etag": response.headers["ETag"]} == published


@rule("C2", "H4")
@pytest.mark.parametrize(("value", "status"), [("TAG", 304), ("*", 304), ('"x"', 200)])
def test_head_is_conditional_too(
    anonymous: ApiClient, published: Post, value: str, status: int
) -> None:
    headers = lines("If-None-Match", [value], published)
    response = anonymous.head(f"/posts/{published['id']}", headers=headers)
    assert response.status_code in {status, 405}
    assert response.status_code == 405 or response.headers["ETag"] == published["etag"]


@rule("C2", "P5")
def test_a_copy_is_current_until_a_real_change(alice: ApiClient, published: Post) -> None:
    path, copy = f"/posts/{published['id']}", {"If-None-Match": published["etag"]}
    alice.patch(path, json={"title": published["title"]})
    assert alice.get(path, headers=copy).status_code == 304
    alice.patch(path, json={"title": "Changed"})
    assert alice.get(path, headers=copy).status_code == 200


@rule("C3")
@table(STRONG_MATCHES)
def test_a_change_whose_condition_holds_is_made(
    alice: ApiClient, published: Post, values: list[str]
) -> None:
    headers = lines("If-Match", values, published)
    response = alice.patch(f"/posts/{published['id']}", json={"title": "New"}, headers=headers)
    assert (response.status_code, response.json().get("title")) == (200, "New")
    assert response.headers["ETag"] == f'"{published["id"]}-2"'


@rule("C3")
@table(dict(list(STRONG_MATCHES.items())[:8]))
def test_a_deletion_whose_condition_holds_is_made(
    alice: ApiClient, draft: Post, values: list[str]
) -> None:
    headers = lines("If-Match", values, draft)
    assert alice.delete(f"/posts/{draft['id']}", headers=headers).status_code == 204


@negative
@rule("C3")
@pytest.mark.parametrize("method", ["PATCH", "DELETE"])
@table(WEAK_MATCHES, NO_MATCHES)
def test_a_write_whose_condition_fails_is_not_made(
    alice: ApiClient, published: Post, method: str, values: list[str]
) -> None:
    headers = lines("If-Match", values, published)
    path = f"/posts/{published['id']}"
    response = alice.request(method, path, json={"title": "Unsaved"}, headers=headers)
    assert_problem(response, 412, "precondition-failed")
    assert alice.get(path).headers["ETag"] == published["etag"]


@rule("C3")
@pytest.mark.parametrize("method", ["PATCH", "DELETE"])
@table(FURTHER_LINES, MALFORMED)
def test_a_malformed_condition_fails_or_is_none(
    alice: ApiClient, published: Post, method: str, values: list[str]
) -> None:
    headers, path = lines("If-Match", values, published), f"/posts/{published['id']}"
    response = alice.request(method, path, json={"title": "New"}, headers=headers)
    assert response.status_code in {200, 204, 400, 412}
    kept = alice.get(path)
    assert (kept.headers.get("ETag") == published["etag"]) == (response.status_code >= 400)


@rule("C2")
@table(FURTHER_LINES, MALFORMED)
def test_a_malformed_list_of_copies_is_current_or_not(
    anonymous: ApiClient, published: Post, values: list[str]
) -> None:
    headers = lines("If-None-Match", values, published)
    response = anonymous.get(f"/posts/{published['id']}", headers=headers)
    assert response.status_code in {200, 304, 400}


@negative
@rule("C3", "C1")
@pytest.mark.parametrize("method", ["PATCH", "DELETE"])
def test_an_entity_tag_of_before_is_stale(alice: ApiClient, published: Post, method: str) -> None:
    path = f"/posts/{published['id']}"
    alice.patch(path, json={"title": "Newer"})
    headers = {"If-Match": published["etag"]}
    response = alice.request(method, path, json={"title": "Lost"}, headers=headers)
    assert_problem(response, 412, "precondition-failed")
    assert alice.get(path).json()["title"] == "Newer"


@rule("C3", "P5")
def test_a_change_that_changes_nothing_keeps_the_tag_good(
    alice: ApiClient, published: Post
) -> None:
    headers = {"If-Match": published["etag"]}
    path = f"/posts/{published['id']}"
    same = {"title": published["title"]}
    statuses = [alice.patch(path, json=same, headers=headers).status_code for _ in range(2)]
    assert statuses == [200, 200]


@rule("C1", "C3")
def test_each_response_holds_the_tag_for_the_next_change(alice: ApiClient, published: Post) -> None:
    path, tag = f"/posts/{published['id']}", published["etag"]
    for title in ("one", "two", "three"):
        response = alice.patch(path, json={"title": title}, headers={"If-Match": tag})
        assert response.status_code == 200
        tag = response.headers["ETag"]
    assert alice.delete(path, headers={"If-Match": tag}).status_code == 204


@negative
@rule("C1")
def test_the_tag_of_a_deleted_post_opens_no_other(
    alice: ApiClient, published: Post, create_post: CreatePost
) -> None:
    alice.delete(f"/posts/{published['id']}")
    other = create_post(alice).json()
    headers = {"If-Match": published["etag"]}
    response = alice.delete(f"/posts/{other['id']}", headers=headers)
    assert_problem(response, 412, "precondition-failed")


@rule("C2")
@pytest.mark.parametrize(
    ("method", "path", "headers", "status"),
    [
        ("GET", "/posts/{id}", {"If-Match": '"x"'}, 200),
        ("GET", "/posts/{id}", {"If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"}, 200),
        ("GET", "/posts/{id}", {"If-Unmodified-Since": "Sat, 01 Jan 2000 00:00:00 GMT"}, 200),
        ("GET", "/posts", {"If-None-Match": "*", "If-Match": '"x"'}, 200),
        ("GET", "/users", {"If-None-Match": "*", "If-Match": '"x"'}, 200),
        ("GET", "/users/me", {"If-None-Match": "*", "If-Match": '"x"'}, 200),
        ("PATCH", "/users/me", {"If-None-Match": "*", "If-Match": '"x"'}, 200),
        ("PATCH", "/posts/{id}", {"If-None-Match": "*"}, 200),
        ("PATCH", "/posts/{id}", {"If-Unmodified-Since": "Sat, 01 Jan 2000 00:00:00 GMT"}, 200),
        ("DELETE", "/posts/{id}", {"If-None-Match": "*"}, 204),
        ("POST", "/posts", {"If-None-Match": "*", "If-Match": '"x"'}, 201),
    ],
)
def test_a_condition_means_nothing_elsewhere(
    alice: ApiClient, published: Post, method: str, path: str, headers: dict[str, str], status: int
) -> None:
    body = {"title": "Title", "body": "Body"} if "posts" in path else {}
    where = path.format(id=published["id"])
    response = alice.request(method, where, json=body, headers=headers)
    assert response.status_code == status
