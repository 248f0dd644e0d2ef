"""How many functions a request calls: work that a clock would show too late, if at all."""

import sys
import tomllib
from pathlib import Path

import pytest
from rest_framework.test import APIClient

from app.posts.models import Post
from app.users.models import User

PATHS = {"list": "/api/v1/posts", "post": "/api/v1/posts/1", "account": "/api/v1/users/me"}
BUDGETS: dict[str, dict[str, int]] = tomllib.loads(
    Path(__file__).with_name("calls.toml").read_text(encoding="utf-8")
)


def budget(name: str) -> int:
    """The most calls that pass; a Python newer than those of the file has the last figure."""
    versions = [tuple(map(int, text.split("."))) for text in BUDGETS]
    newest = max(version for version in versions if version <= sys.version_info[:2])
    return int(BUDGETS[".".join(map(str, newest))][name] * 1.03)


def count_calls(client: APIClient, path: str) -> int:
    """The calls of Python and C functions by one request, with those of the test client."""
    seen = 0

    def count(_: object, event: str, __: object) -> None:
        nonlocal seen
        seen += event in {"call", "c_call"}

    sys.setprofile(count)
    try:
        response = client.get(path)
    finally:
        sys.setprofile(None)
    assert response.status_code == 200
    return seen


@pytest.mark.parametrize("name", PATHS)
def test_a_request_calls_no_more_than_before(as_alice: APIClient, alice: User, name: str) -> None:
    for number in range(1, 21):
        Post(pk=number, author=alice, title=f"Post {number}", body="A body.").save()
    # The first ones fill caches.
    fewest = min(count_calls(as_alice, PATHS[name]) for _ in range(5))
    assert fewest <= budget(name)
