"""Of several faults, which one is answered."""

from typing import Any

import pytest

from tests.support.api_client import Character, registration
from tests.support.operations import Operation, with_required_token
from tests.support.problems import assert_problem
from tests.support.raw_fixtures import Raw
from tests.support.rules import negative, rule

pytestmark = [rule("H11"), negative]

JSON = {"Content-Type": "application/json"}
WRONG = {"title": 1, "foo": 2}
STALE = {"If-Match": '"0-0"'}
MISSING = 999999999999999999
BODIES = {
    "malformed": (JSON, b"{"),
    "not declared": ({}, b"{}"),
    "of another type": ({"Content-Type": "text/plain"}, b"{}"),
}
bad_bytes = pytest.mark.parametrize(("headers", "content"), BODIES.values(), ids=BODIES)
wrong_bodies = pytest.mark.parametrize("body", [WRONG, [], {"status": "x"}])


@pytest.mark.parametrize("method", ["POST", "PATCH", "PUT"])
@bad_bytes
def test_an_unknown_path_comes_before_the_body(
    alice: Character, method: str, headers: dict[str, str], content: bytes
) -> None:
    answer = alice.request(method, "/posts/01", headers=headers, content=content)
    assert_problem(answer, 404, "not-found")


@bad_bytes
def test_the_method_comes_before_the_body(
    alice: Character, headers: dict[str, str], content: bytes
) -> None:
    answer = alice.put("/posts", headers=headers, content=content)
    assert_problem(answer, 405, "method-not-allowed")


@pytest.mark.parametrize("token", ["", "Bearer unknown", "Basic eDp5"])
def test_the_path_comes_before_the_token(anonymous: Character, token: str) -> None:
    answer = anonymous.delete("/posts/0", headers={"Authorization": token})
    assert_problem(answer, 404, "not-found")


@pytest.mark.parametrize("path", ["/users/me", "/posts", "/posts/1", "/tokens/current"])
@pytest.mark.parametrize("token", ["Bearer unknown", "Basic eDp5"])
def test_the_method_comes_before_the_token(anonymous: Character, path: str, token: str) -> None:
    answer = anonymous.put(path, headers={"Authorization": token})
    assert_problem(answer, 405, "method-not-allowed")


@pytest.mark.parametrize("query", ["limit=0", "foo=1", "status=draft&sort=x", "cursor=!"])
def test_the_token_comes_before_the_query(anonymous: Character, query: str) -> None:
    answer = anonymous.get(f"/posts?{query}", headers={"Authorization": "Bearer unknown"})
    assert_problem(answer, 401, "unauthenticated")


@pytest.mark.parametrize(
    ("query", "errors"),
    [("limit=0", {"limit": "minimum"}), ("foo=1", {"foo": "additionalProperties"})],
)
def test_the_query_comes_before_the_token_that_drafts_need(
    anonymous: Character, query: str, errors: dict[str, str]
) -> None:
    answer = anonymous.get(f"/posts?status=draft&{query}")
    assert_problem(answer, 422, "validation-failed", errors)


@with_required_token
def test_the_token_comes_before_the_missing_resource(
    anonymous: Character, operation: Operation
) -> None:
    answer = operation.send(anonymous, operation.at(post_id=MISSING))
    assert_problem(answer, 401, "unauthenticated")


@pytest.mark.parametrize(
    ("method", "path"), [("PATCH", "/users/me"), ("PATCH", "/posts/1"), ("POST", "/posts")]
)
def test_the_token_comes_before_a_wrong_member(
    anonymous: Character, method: str, path: str
) -> None:
    answer = anonymous.request(method, path, json=WRONG)
    assert_problem(answer, 401, "unauthenticated")


@pytest.mark.parametrize("method", ["PATCH", "DELETE"])
@pytest.mark.parametrize("tag", ["*", '"0-0"', "malformed", ""])
def test_the_missing_resource_comes_before_the_precondition(
    alice: Character, method: str, tag: str
) -> None:
    answer = alice.request(method, f"/posts/{MISSING}", json={}, headers={"If-Match": tag})
    assert_problem(answer, 404, "not-found")


def test_the_missing_resource_comes_before_a_wrong_member(alice: Character) -> None:
    assert_problem(alice.patch(f"/posts/{MISSING}", json=WRONG), 404, "not-found")


@pytest.mark.parametrize("method", ["PATCH", "DELETE"])
def test_a_draft_of_others_is_missing_before_all_else(
    bob: Character, draft: dict[str, Any], method: str
) -> None:
    answer = bob.request(method, f"/posts/{draft['id']}", json=WRONG, headers=STALE)
    assert_problem(answer, 404, "not-found")


@pytest.mark.parametrize("method", ["PATCH", "DELETE"])
@pytest.mark.parametrize("tag", ['"0-0"', "malformed", "", 'W/"1"'])
def test_the_permission_comes_before_the_precondition(
    bob: Character, published: dict[str, Any], method: str, tag: str
) -> None:
    path = f"/posts/{published['id']}"
    answer = bob.request(method, path, json={}, headers={"If-Match": tag})
    assert_problem(answer, 403, "forbidden")


@wrong_bodies
def test_the_permission_comes_before_a_wrong_member(
    bob: Character, published: dict[str, Any], body: Any
) -> None:
    assert_problem(bob.patch(f"/posts/{published['id']}", json=body), 403, "forbidden")


@wrong_bodies
def test_the_precondition_comes_before_a_wrong_member(
    alice: Character, published: dict[str, Any], body: Any
) -> None:
    answer = alice.patch(f"/posts/{published['id']}", json=body, headers=STALE)
    assert_problem(answer, 412, "precondition-failed")


def test_a_wrong_member_comes_before_a_taken_name(anonymous: Character, alice: Character) -> None:
    answer = anonymous.post("/users", json=registration(username=alice.username, email="x"))
    assert_problem(answer, 422, "validation-failed", {"#/email": "pattern"})


@pytest.mark.parametrize("start", ["GET /nothing", "PUT /api/v1/posts", "GET /api/v1/users/me"])
def test_the_host_comes_before_all_else(raw: Raw, start: str) -> None:
    answer = raw(f"{start} HTTP/1.1\r\nHost: other.example\r\nConnection: close\r\n\r\n".encode())
    assert_problem(answer, 400, "malformed-request")
