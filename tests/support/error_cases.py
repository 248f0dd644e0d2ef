"""One request for each kind of problem, for rules which hold for all of them."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest

from tests.support.api_client import ApiClient, registration

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True)
class ErrorCase:
    """A request which is rejected; `{post}` in its path is a published post of alice's."""

    slug: str
    status: int
    by: str
    method: str
    path: str
    headers: dict[str, str] = field(default_factory=dict)
    body: Callable[[ApiClient], bytes] | None = None

    def send(self, client: ApiClient, alice: ApiClient, post: int, **more: str) -> httpx.Response:
        path = self.path.format(post=post)
        content = self.body(alice) if self.body else None
        return client.request(self.method, path, headers=self.headers | more, content=content)


def _json(value: Any) -> Callable[[ApiClient], bytes]:
    return lambda alice: json.dumps(value).encode()


def _taken_username(alice: ApiClient) -> bytes:
    return json.dumps(registration(username=alice.username)).encode()


JSON = {"Content-Type": "application/json"}
STALE = {"If-Match": '"0-0"'}
ERROR_CASES = [
    ErrorCase("malformed-request", 400, "alice", "POST", "/posts", JSON, lambda alice: b"{"),
    ErrorCase("unauthenticated", 401, "anonymous", "GET", "/users/me"),
    ErrorCase(
        *("invalid-credentials", 401, "anonymous", "POST", "/tokens", JSON),
        _json({"username": "nobody", "password": "wrong"}),
    ),
    ErrorCase("forbidden", 403, "bob", "DELETE", "/posts/{post}"),
    ErrorCase("not-found", 404, "anonymous", "GET", "/nothing"),
    ErrorCase("method-not-allowed", 405, "alice", "PUT", "/posts"),
    ErrorCase("conflict", 409, "anonymous", "POST", "/users", JSON, _taken_username),
    ErrorCase("precondition-failed", 412, "alice", "DELETE", "/posts/{post}", STALE),
    ErrorCase(
        *("content-too-large", 413, "alice", "POST", "/posts", JSON),
        lambda alice: b" " * (MEBIBYTE + 1),
    ),
    ErrorCase(
        *("unsupported-media-type", 415, "alice", "POST", "/posts"),
        {"Content-Type": "text/plain"},
        _json({}),
    ),
    ErrorCase("validation-failed", 422, "alice", "POST", "/posts", JSON, _json({})),
]

PROBLEMS = [case for case in ERROR_CASES if case.status != 413]  # of which see X27

every_error = pytest.mark.parametrize("error_case", ERROR_CASES, ids=lambda case: case.slug)
every_problem = pytest.mark.parametrize("error_case", PROBLEMS, ids=lambda case: case.slug)

SendErrorCase = Callable[..., httpx.Response]


@pytest.fixture
def send_error_case(
    anonymous: ApiClient, alice: ApiClient, bob: ApiClient, published: dict[str, Any]
) -> SendErrorCase:
    """Sends an error case as its client: `send_error_case(case, Accept="*/*")`."""
    cast = {"anonymous": anonymous, "alice": alice, "bob": bob}

    def send(error_case: ErrorCase, **headers: str) -> httpx.Response:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return error_case.send(cast[error_case.by], alice, published["id"], **named)

    return send
