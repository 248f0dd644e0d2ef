"""Who may do what to a post: every operation by every reader."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from tests.support.api_client import ApiClient, CreatePost
from tests.support.problems import assert_problem
from tests.support.rules import negative, rule

Ask = Callable[[str, str, str, dict[str, str]], httpx.Response]

GRANTED = [
    ("draft", "alice", "GET", 200),
    ("draft", "alice", "PATCH", 200),
    ("draft", "alice", "DELETE", 204),
    ("published", "alice", "GET", 200),
    ("published", "alice", "PATCH", 200),
    ("published", "alice", "DELETE", 204),
    ("published", "bob", "GET", 200),
    ("published", "anonymous", "GET", 200),
]

REJECTED = [
    ("draft", "bob", "GET", 404, "not-found"),
    ("draft", "bob", "PATCH", 404, "not-found"),
    ("draft", "bob", "DELETE", 404, "not-found"),
    ("draft", "anonymous", "GET", 404, "not-found"),
    ("draft", "anonymous", "PATCH", 401, "unauthenticated"),
    ("draft", "anonymous", "DELETE", 401, "unauthenticated"),
    ("published", "bob", "PATCH", 403, "forbidden"),
    ("published", "bob", "DELETE", 403, "forbidden"),
    ("published", "anonymous", "PATCH", 401, "unauthenticated"),
    ("published", "anonymous", "DELETE", 401, "unauthenticated"),
]

CONDITIONS: list[dict[str, str]] = [
    {},
    {"If-Match": "*"},
    {"If-Match": '"0-0"'},
    {"If-Match": "nonsense"},
    {"If-None-Match": "*"},
]


@pytest.fixture
def ask(alice: ApiClient, bob: ApiClient, anonymous: ApiClient, create_post: CreatePost) -> Ask:
    """Let somebody do something to a fresh post of alice's."""
    people = {"alice": alice, "bob": bob, "anonymous": anonymous}

    def send(kind: str, who: str, method: str, headers: dict[str, str]) -> httpx.Response:
        path = f"/posts/{create_post(alice, status=kind).json()['id']}"
        body = {"json": {"title": "Changed"}} if method == "PATCH" else {}
        return people[who].request(method, path, headers=headers, **body)

    return send


@rule("P1", "P2")
@pytest.mark.parametrize(("kind", "who", "method", "status"), GRANTED)
def test_who_may(ask: Ask, kind: str, who: str, method: str, status: int) -> None:
    assert ask(kind, who, method, {}).status_code == status


@negative
@rule("P1", "P2", "H11")
@pytest.mark.parametrize("headers", CONDITIONS, ids=str)
@pytest.mark.parametrize(("kind", "who", "method", "status", "slug"), REJECTED)
def test_who_may_not_whatever_the_condition(
    ask: Ask, kind: str, who: str, method: str, status: int, slug: str, headers: dict[str, str]
) -> None:
    assert_problem(ask(kind, who, method, headers), status, slug)


@negative
@rule("P2", "H4")
@pytest.mark.parametrize("who", ["bob", "anonymous"])
def test_the_headers_of_a_draft_are_as_private(ask: Ask, who: str) -> None:
    assert ask("draft", who, "HEAD", {}).status_code in {404, 405}


@negative
@rule("P2")
def test_a_draft_of_another_is_not_found(bob: ApiClient, draft: dict[str, Any]) -> None:
    hidden = bob.get(f"/posts/{draft['id']}")
    missing = bob.get("/posts/9007199254740991")
    assert hidden.json() == missing.json()
    assert set(hidden.headers) == set(missing.headers)


@negative
@rule("P2", "P4")
def test_a_post_sent_back_to_draft_is_hidden_again(
    alice: ApiClient, anonymous: ApiClient, published: dict[str, Any]
) -> None:
    path = f"/posts/{published['id']}"
    alice.patch(path, json={"status": "draft"})
    response = anonymous.get(path, headers={"If-None-Match": published["etag"]})
    assert_problem(response, 404, "not-found")
