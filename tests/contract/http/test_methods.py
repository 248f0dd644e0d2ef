"""Which methods a path takes, and HEAD beside every GET."""

import pytest

from tests.support.api_client import Character
from tests.support.problems import assert_problem
from tests.support.raw_fixtures import Raw
from tests.support.rules import negative, rule

ALLOWED = {
    "/api/v1/users": {"GET", "HEAD", "POST"},
    "/api/v1/users/me": {"GET", "HEAD", "PATCH", "DELETE"},
    "/api/v1/users/1": {"GET", "HEAD"},
    "/api/v1/tokens": {"POST"},
    "/api/v1/tokens/current": {"DELETE"},
    "/api/v1/posts": {"GET", "HEAD", "POST"},
    "/api/v1/posts/1": {"GET", "HEAD", "PATCH", "DELETE"},
    "/health/live": {"GET", "HEAD"},
    "/health/ready": {"GET", "HEAD"},
    "/openapi.json": {"GET", "HEAD"},
    "/docs": {"GET", "HEAD"},
}
METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"]
OTHERS = [
    (method, path)
    for path, allowed in ALLOWED.items()
    for method in METHODS
    if method not in allowed
]
READ = """
/users?limit=1&sort=oldest /users/{user} /users/me /posts/{post}
/posts?limit=1&sort=oldest /posts?status=draft&author_id={user}
"""
REFUSED = {
    "/users/me": 401,
    "/nothing": 404,
    "/posts/999999999999999999": 404,
    "/posts?limit=0": 422,
    "/posts?status=draft": 401,
}
CHANGING = {"date", "x-request-id"}


@rule("H3")
@negative
@pytest.mark.parametrize(("method", "path"), OTHERS)
def test_another_method_is_refused_and_the_right_ones_are_named(
    raw: Raw, method: str, path: str
) -> None:
    answer = raw.request(f"{method} {path}")
    assert_problem(answer, 405, "method-not-allowed")
    assert set(answer.headers["allow"].split(", ")) == ALLOWED[path]
    assert len(answer.headers["allow"].split(", ")) == len(ALLOWED[path])


@rule("H3")
@negative
@pytest.mark.parametrize("method", ["get", "Get", "post", "head", "options"])
def test_a_method_in_another_case_is_another_method(raw: Raw, method: str) -> None:
    answer = raw.request(f"{method} /api/v1/users")
    assert_problem(answer, 405, "method-not-allowed")
    assert set(answer.headers["allow"].split(", ")) == ALLOWED["/api/v1/users"]


@rule("H3", "H4")
@negative
@pytest.mark.parametrize("path", ["/api/v1/tokens", "/api/v1/tokens/current"])
def test_head_needs_a_get_beside_it(raw: Raw, path: str) -> None:
    answer = raw.request(f"HEAD {path}")
    assert (answer.status, answer.body) == (405, b"")
    assert set(answer.headers["allow"].split(", ")) == ALLOWED[path]


@rule("H4")
@pytest.mark.parametrize(
    "path",
    READ.split(),
)
def test_head_answers_as_get_does_without_the_body(
    alice: Character, published: dict[str, int], path: str
) -> None:
    path = path.format(user=alice.id, post=published["id"])
    got, head = alice.get(path), alice.head(path)
    expected = {name: value for name, value in got.headers.items() if name not in CHANGING}
    assert head.status_code == got.status_code == 200
    assert expected == {name: head.headers.get(name) for name in expected}
    assert set(head.headers) - set(got.headers) == set()


@rule("H4")
@pytest.mark.parametrize("path", ["/health/live", "/health/ready", "/openapi.json", "/docs"])
def test_head_works_outside_the_base_path_too(site: Character, path: str) -> None:
    got, head = site.get(path), site.head(path)
    expected = {name: value for name, value in got.headers.items() if name not in CHANGING}
    assert head.status_code == 200
    assert expected == {name: head.headers.get(name) for name in expected}


@rule("H4")
@negative
@pytest.mark.parametrize(
    ("path", "status"),
    REFUSED.items(),
)
def test_head_is_refused_as_get_is(anonymous: Character, path: str, status: int) -> None:
    got, head = anonymous.get(path), anonymous.head(path)
    names = set(got.headers) - CHANGING
    assert (head.status_code, head.content) == (status, b"")
    assert {name: head.headers.get(name) for name in names} == {n: got.headers[n] for n in names}
