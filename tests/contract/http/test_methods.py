"""Which methods a path takes, and HEAD beside every GET."""

import httpx
import pytest

from tests.support.api_client import ApiClient
from tests.support.extra_operations import Extra
from tests.support.openapi_checks import has_common_headers
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
METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND"]
NEEDING_A_TOKEN = ("/api/v1/users/me", "/api/v1/tokens/current", "/api/v1/posts")
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
REJECTED = {
    "/users/me": 401,
    "/nothing": 404,
    "/posts/9007199254740991": 404,
    "/posts?limit=0": 422,
    "/posts?status=draft": 401,
}
CHANGING = {"date", "x-request-id"}


@rule("H3")
@negative
@pytest.mark.parametrize(("method", "path"), OTHERS)
def test_another_method_is_rejected_and_the_right_ones_are_named(
    raw: Raw, alice: ApiClient, extra_operations: Extra, method: str, path: str
) -> None:
    if (method, path) in extra_operations:
        return
    response = raw.request(f"{method} {path}", f"Authorization: Bearer {alice.token}")
    assert_problem(response, 405, "method-not-allowed")
    assert_names_the_methods(response.headers["allow"], path, extra_operations)


@rule("H3")
@negative
@pytest.mark.parametrize(("method", "path"), OTHERS)
def test_without_a_token_that_may_be_missed_first(
    raw: Raw, extra_operations: Extra, method: str, path: str
) -> None:
    if (method, path) in extra_operations:
        return
    response = raw.request(f"{method} {path}")
    if response.status == 401 and path.startswith(NEEDING_A_TOKEN):
        assert_problem(response, 401, "unauthenticated")
    else:
        assert_problem(response, 405, "method-not-allowed")
        assert_names_the_methods(response.headers["allow"], path, extra_operations)


@rule("H3")
@pytest.mark.parametrize("path", ALLOWED)
@pytest.mark.parametrize("method", ["OPTIONS", "get", "Get", "pOST", "options"])
def test_options_and_other_cases_are_the_framework_s_own(raw: Raw, method: str, path: str) -> None:
    response = raw.request(f"{method} {path}", check=has_common_headers)
    assert response.status < 300 or response.status in {400, 401, 404, 405, 415, 422}


@rule("H3", "H4")
@negative
@pytest.mark.parametrize("path", ["/api/v1/tokens", "/api/v1/tokens/current"])
def test_head_needs_a_get_beside_it(raw: Raw, path: str) -> None:
    response = raw.request(f"HEAD {path}")
    assert response.status in ({401, 405} if path.startswith(NEEDING_A_TOKEN) else {405})
    assert response.body == b""


@rule("H4")
@pytest.mark.parametrize(
    "path",
    READ.split(),
)
def test_head_responds_as_get_does_without_the_body(
    alice: ApiClient, published: dict[str, int], path: str
) -> None:
    path = path.format(user=alice.id, post=published["id"])
    assert_is_get_without_its_body(alice.head(path), alice.get(path))


@rule("H4")
@pytest.mark.parametrize("path", ["/health/live", "/health/ready", "/openapi.json", "/docs"])
def test_head_works_outside_the_base_path_too(site: ApiClient, path: str) -> None:
    assert_is_get_without_its_body(site.head(path), site.get(path))


@rule("H4")
@negative
@pytest.mark.parametrize(
    ("path", "status"),
    REJECTED.items(),
)
def test_head_is_rejected_as_get_is(anonymous: ApiClient, path: str, status: int) -> None:
    got = anonymous.get(path)
    assert got.status_code == status
    assert_is_get_without_its_body(anonymous.head(path), got)


def assert_names_the_methods(allow: str, path: str, extra: Extra) -> None:
    """`Allow` lists the methods of the path, each once; HEAD and OPTIONS as it likes."""
    named, own = allow.split(", "), {method for method, place in extra if place == path}
    optional = {"HEAD", "OPTIONS"} | own
    assert len(named) == len(set(named))
    assert ALLOWED[path] - optional <= set(named) <= ALLOWED[path] | optional


def assert_is_get_without_its_body(head: httpx.Response, got: httpx.Response) -> None:
    """The same headers without the body, or 405 where the framework has no HEAD."""
    assert head.status_code in {got.status_code, 405}
    assert head.content == b""
    if head.status_code != 405:
        names = set(got.headers) - CHANGING
        assert {n: head.headers.get(n) for n in names} == {n: got.headers[n] for n in names}
