"""How many functions a request calls: work that a clock would show too late, if at all."""

import sys
import tomllib
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from starlette.types import ASGIApp, Receive, Scope, Send

from app.main import create_app

PATHS = {"list": "/posts", "post": "/posts/1", "account": "/users/me"}
BUDGETS: dict[str, dict[str, int]] = tomllib.loads(
    Path(__file__).with_name("calls.toml").read_text(encoding="utf-8")
)


def budget(name: str) -> int:
    """The most calls that pass; a Python newer than those of the file has the last figure."""
    versions = [tuple(map(int, text.split("."))) for text in BUDGETS]
    newest = max(version for version in versions if version <= sys.version_info[:2])
    return int(BUDGETS[".".join(map(str, newest))][name] * 1.03)


class CountingMiddleware:
    """Counts the calls of Python and C functions on the event loop by each request."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.counts: list[int] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        seen = 0

        def count(_: object, event: str, __: object) -> None:
            nonlocal seen
            seen += event in {"call", "c_call"}

        sys.setprofile(count)
        try:
            await self.app(scope, receive, send)
        finally:
            sys.setprofile(None)
        self.counts.append(seen)


@pytest.mark.parametrize("name", PATHS)
def test_a_request_calls_no_more_than_before(alice: TestClient, name: str) -> None:
    for number in range(20):
        alice.post("/posts", json={"title": f"Post {number}", "body": "A body."})
    app = CountingMiddleware(create_app())
    with TestClient(app, base_url=str(alice.base_url), headers=dict(alice.headers)) as client:
        # The first ones fill caches.
        for _ in range(5):
            assert client.get(PATHS[name]).status_code == 200
        assert min(app.counts) <= budget(name)
