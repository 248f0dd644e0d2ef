"""How many functions a request calls: work that a clock would show too late, if at all."""

import sys
import tomllib
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import EnvironBuilder, run_wsgi_app

PATHS = {"list": "/api/v1/posts", "post": "/api/v1/posts/1", "account": "/api/v1/users/me"}
BUDGETS: dict[str, dict[str, int]] = tomllib.loads(
    Path(__file__).with_name("calls.toml").read_text(encoding="utf-8")
)


def budget(name: str) -> int:
    """The most calls that pass; a Python newer than those of the file has the last figure."""
    versions = [tuple(map(int, text.split("."))) for text in BUDGETS]
    newest = max(version for version in versions if version <= sys.version_info[:2])
    return int(BUDGETS[".".join(map(str, newest))][name] * 1.03)


def count_calls(app: Flask, environ: dict[str, object]) -> int:
    """The calls of Python and C functions by one request."""
    seen = 0

    def count(_: object, event: str, __: object) -> None:
        nonlocal seen
        seen += event in {"call", "c_call"}

    sys.setprofile(count)
    try:
        status = run_wsgi_app(app, environ)[1]
    finally:
        sys.setprofile(None)
    assert status == "200 OK"
    return seen


@pytest.mark.parametrize("name", PATHS)
def test_a_request_calls_no_more_than_before(app: Flask, alice: FlaskClient, name: str) -> None:
    for number in range(20):
        alice.post("/api/v1/posts", json={"title": f"Post {number}", "body": "A body."})
    builder = EnvironBuilder(path=PATHS[name], environ_base=alice.environ_base)
    # The first ones fill caches.
    fewest = min(count_calls(app, builder.get_environ()) for _ in range(5))
    assert fewest <= budget(name)
