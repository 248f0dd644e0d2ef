"""Of several errors, which one is reported."""

from typing import Any

import pytest

from tests.support.api_client import API, ApiClient, registration
from tests.support.extra_operations import Extra
from tests.support.openapi_checks import has_common_headers
from tests.support.operations import Operation, with_required_token
from tests.support.problems import assert_problem
from tests.support.raw_fixtures import Raw
from tests.support.rules import negative, rule

pytestmark = [rule("H11"), negative]

JSON = {"Content-Type": "application/json"}
WRONG = {"title": 1, "foo": 2}
STALE = {"If-Match": '"0-0"'}
MISSING = 9007199254740991
BODIES = {
    "malformed": (JSON, b"{"),
    "not declared": ({}, b"{}"),
    "of another type": ({"Content-Type": "text/plain"}, b"{}"),
}
bad_bytes = pytest.mark.parametrize(("headers", "content"), BODIES.values(), ids=BODIES)
wrong_bodies = pytest.mark.parametrize("body", [WRONG, [], {"status": "x"}])


@pytest.mark.parametrize("method", ["POST", "PATCH", "PUT"])
@bad_bytes
def test_an_unknown_path_is_not_found_whatever_the_body(
    alice: ApiClient, method: str, headers: dict[str, str], content: bytes
) -> None:
    response = alice.request(method, "/nothing", headers=headers, content=content)
    assert_problem(response, 404, "not-found")


@bad_bytes
def test_an_unknown_method_is_not_allowed_whatever_the_body(
    alice: ApiClient, headers: dict[str, str], content: bytes
) -> None:
    response = alice.put("/posts", headers=headers, content=content)
    assert_problem(response, 405, "method-not-allowed")


@pytest.mark.parametrize("path", ["/posts/0", "/posts/abc", f"/posts/{MISSING}"])
@pytest.mark.parametrize("token", ["", "Bearer unknown", "Basic eDp5"])
def test_nobody_learns_more_than_that_it_is_missing(
    anonymous: ApiClient, path: str, token: str
) -> None:
    response = anonymous.delete(path, headers={"Authorization": token} if token else {})
    assert response.status_code in {401, 404}


@pytest.mark.parametrize("path", ["/users/me", "/posts", "/posts/1", "/tokens/current"])
@pytest.mark.parametrize("token", ["Bearer unknown", "Basic eDp5"])
def test_of_method_and_token_either_comes_first(
    anonymous: ApiClient, extra_operations: Extra, path: str, token: str
) -> None:
    if ("PUT", API + path) in extra_operations:
        return
    response = anonymous.put(path, headers={"Authorization": token})
    assert response.status_code in {401, 405}


@pytest.mark.parametrize("query", ["limit=0", "status=draft&sort=x", "cursor=!"])
def test_of_token_and_query_either_comes_first(anonymous: ApiClient, query: str) -> None:
    response = anonymous.get(f"/posts?{query}", headers={"Authorization": "Bearer unknown"})
    assert response.status_code in {401, 422}


def test_of_query_and_the_token_that_drafts_need_either_comes_first(anonymous: ApiClient) -> None:
    response = anonymous.get("/posts?status=draft&limit=0")
    assert response.status_code in {401, 422}


@with_required_token
def test_without_a_token_a_missing_resource_is_unauthenticated(
    anonymous: ApiClient, operation: Operation
) -> None:
    response = operation.send(anonymous, operation.at(post_id=MISSING))
    assert_problem(response, 401, "unauthenticated")


@pytest.mark.parametrize(
    ("method", "path"), [("PATCH", "/users/me"), ("PATCH", "/posts/1"), ("POST", "/posts")]
)
def test_without_a_token_a_wrong_member_is_unauthenticated(
    anonymous: ApiClient, method: str, path: str
) -> None:
    response = anonymous.request(method, path, json=WRONG)
    assert_problem(response, 401, "unauthenticated")


@pytest.mark.parametrize("method", ["PATCH", "DELETE"])
@pytest.mark.parametrize("tag", ["*", '"0-0"', "malformed", ""])
def test_the_missing_resource_comes_before_the_precondition(
    alice: ApiClient, method: str, tag: str
) -> None:
    response = alice.request(method, f"/posts/{MISSING}", json={}, headers={"If-Match": tag})
    assert_problem(response, 404, "not-found")


def test_the_missing_resource_comes_before_a_wrong_member(alice: ApiClient) -> None:
    assert_problem(alice.patch(f"/posts/{MISSING}", json=WRONG), 404, "not-found")


@pytest.mark.parametrize("method", ["PATCH", "DELETE"])
def test_a_draft_of_others_is_missing_before_all_else(
    bob: ApiClient, draft: dict[str, Any], method: str
) -> None:
    response = bob.request(method, f"/posts/{draft['id']}", json=WRONG, headers=STALE)
    assert_problem(response, 404, "not-found")


@pytest.mark.parametrize("method", ["PATCH", "DELETE"])
@pytest.mark.parametrize("tag", ['"0-0"', "malformed", "", 'W/"1"'])
def test_the_permission_comes_before_the_precondition(
    bob: ApiClient, published: dict[str, Any], method: str, tag: str
) -> None:
    path = f"/posts/{published['id']}"
    response = bob.request(method, path, json={}, headers={"If-Match": tag})
    assert_problem(response, 403, "forbidden")


@wrong_bodies
def test_the_permission_comes_before_a_wrong_member(
    bob: ApiClient, published: dict[str, Any], body: Any
) -> None:
    assert_problem(bob.patch(f"/posts/{published['id']}", json=body), 403, "forbidden")


@wrong_bodies
def test_the_precondition_comes_before_a_wrong_member(
    alice: ApiClient, published: dict[str, Any], body: Any
) -> None:
    response = alice.patch(f"/posts/{published['id']}", json=body, headers=STALE)
    assert_problem(response, 412, "precondition-failed")


def test_a_wrong_member_comes_before_a_taken_name(anonymous: ApiClient, alice: ApiClient) -> None:
    response = anonymous.post("/users", json=registration(username=alice.username, email="x"))
    assert_problem(response, 422, "validation-failed", {"#/email": "format"})


@pytest.mark.parametrize("start", ["GET /nothing", "PUT /api/v1/posts", "GET /api/v1/users/me"])
def test_the_host_comes_before_all_else(raw: Raw, start: str) -> None:
    head = f"{start} HTTP/1.1\r\nHost: other.example\r\nConnection: close\r\n\r\n"
    assert raw(head.encode(), check=has_common_headers).status == 400
