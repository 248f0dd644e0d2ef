"""One request for each kind of problem, for rules which hold for all of them."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest

from tests.support.api_client import Character, registration

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True)
class Refusal:
    """A request which is refused; `{post}` in its path is a published post of alice's."""

    slug: str
    status: int
    by: str
    method: str
    path: str
    headers: dict[str, str] = field(default_factory=dict)
    body: Callable[[Character], bytes] | None = None

    def send(self, client: Character, alice: Character, post: int, **more: str) -> httpx.Response:
        path = self.path.format(post=post)
        content = self.body(alice) if self.body else None
        return client.request(self.method, path, headers=self.headers | more, content=content)


def _json(value: Any) -> Callable[[Character], bytes]:
    return lambda alice: json.dumps(value).encode()


def _taken_username(alice: Character) -> bytes:
    return json.dumps(registration(username=alice.username)).encode()


JSON = {"Content-Type": "application/json"}
STALE = {"If-Match": '"0-0"'}
REFUSALS = [
    Refusal("malformed-request", 400, "alice", "POST", "/posts", JSON, lambda alice: b"{"),
    Refusal("unauthenticated", 401, "anonymous", "GET", "/users/me"),
    Refusal(
        *("invalid-credentials", 401, "anonymous", "POST", "/tokens", JSON),
        _json({"username": "nobody", "password": "wrong"}),
    ),
    Refusal("forbidden", 403, "bob", "DELETE", "/posts/{post}"),
    Refusal("not-found", 404, "anonymous", "GET", "/nothing"),
    Refusal("method-not-allowed", 405, "anonymous", "PUT", "/posts"),
    Refusal("conflict", 409, "anonymous", "POST", "/users", JSON, _taken_username),
    Refusal("precondition-failed", 412, "alice", "DELETE", "/posts/{post}", STALE),
    Refusal(
        *("content-too-large", 413, "alice", "POST", "/posts", JSON),
        lambda alice: b" " * (MEBIBYTE + 1),
    ),
    Refusal(
        *("unsupported-media-type", 415, "alice", "POST", "/posts"),
        {"Content-Type": "text/plain"},
        _json({}),
    ),
    Refusal("validation-failed", 422, "alice", "POST", "/posts", JSON, _json({})),
]

every_refusal = pytest.mark.parametrize("refusal", REFUSALS, ids=lambda refusal: refusal.slug)

Refuse = Callable[..., httpx.Response]


@pytest.fixture
def refuse(
    anonymous: Character, alice: Character, bob: Character, published: dict[str, Any]
) -> Refuse:
    """Sends a refusal's request as the character it names: `refuse(refusal, Accept="*/*")`."""
    cast = {"anonymous": anonymous, "alice": alice, "bob": bob}

    def send(refusal: Refusal, **headers: str) -> httpx.Response:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return refusal.send(cast[refusal.by], alice, published["id"], **named)

    return send
