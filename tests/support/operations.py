"""Every operation with what a valid request of it needs, for rules which hold for many."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import httpx
import pytest

from tests.support.api_client import PASSWORD, ApiClient, fresh_name, registration

Token = Literal["required", "optional", "none"]


@dataclass(frozen=True)
class Operation:
    """One operation; `{post_id}` and `{user_id}` in its path are filled in by `at`."""

    id: str
    method: str
    path: str
    token: Token
    body: Callable[[], dict[str, Any]] | None = None

    def at(self, post_id: int = 1, user_id: int = 1) -> str:
        return self.path.format(post_id=post_id, user_id=user_id)

    def send(self, by: ApiClient, path: str = "", **options: Any) -> httpx.Response:
        """A valid request, where `options` do not say otherwise."""
        if self.body and not {"json", "content"} & set(options):
            options["json"] = self.body()
        return by.request(self.method, path or self.at(), **options)


OPERATIONS = [
    Operation("registerUser", "POST", "/users", "none", registration),
    Operation("listUsers", "GET", "/users", "none"),
    Operation("getUser", "GET", "/users/{user_id}", "none"),
    Operation("getMe", "GET", "/users/me", "required"),
    Operation("updateMe", "PATCH", "/users/me", "required", lambda: {"bio": "New."}),
    Operation("deleteMe", "DELETE", "/users/me", "required"),
    Operation(
        "createToken",
        "POST",
        "/tokens",
        "none",
        lambda: {"username": fresh_name("nobody"), "password": PASSWORD},
    ),
    Operation("revokeToken", "DELETE", "/tokens/current", "required"),
    Operation(
        "createPost", "POST", "/posts", "required", lambda: {"title": "A title", "body": "A body."}
    ),
    Operation("listPosts", "GET", "/posts", "optional"),
    Operation("getPost", "GET", "/posts/{post_id}", "optional"),
    Operation("updatePost", "PATCH", "/posts/{post_id}", "required", lambda: {"title": "Other"}),
    Operation("deletePost", "DELETE", "/posts/{post_id}", "required"),
]
BY_ID = {operation.id: operation for operation in OPERATIONS}


def each(operations: list[Operation]) -> pytest.MarkDecorator:
    """One case per operation, as the argument `operation`."""
    return pytest.mark.parametrize("operation", operations, ids=lambda operation: operation.id)


with_body = each([operation for operation in OPERATIONS if operation.body])
without_body = each([operation for operation in OPERATIONS if not operation.body])
with_token = each([operation for operation in OPERATIONS if operation.token != "none"])
with_required_token = each([op for op in OPERATIONS if op.token == "required"])
with_optional_token = each([op for op in OPERATIONS if op.token == "optional"])
without_token = each([operation for operation in OPERATIONS if operation.token == "none"])
every_operation = each(OPERATIONS)
