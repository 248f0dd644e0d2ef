"""Paths, methods and what each operation asks of its caller (H2, H3, H8)."""

import re
from dataclasses import dataclass

from tests.proofs.differential.model.problems import ProblemError

ID = "([1-9][0-9]{0,15})"
PATHS = {
    "/api/v1/users": {"GET": "list_users", "POST": "register_user"},
    "/api/v1/users/me": {"GET": "get_me", "PATCH": "update_me", "DELETE": "delete_me"},
    f"/api/v1/users/{ID}": {"GET": "get_user"},
    "/api/v1/tokens": {"POST": "create_token"},
    "/api/v1/tokens/current": {"DELETE": "revoke_token"},
    "/api/v1/posts": {"GET": "list_posts", "POST": "create_post"},
    f"/api/v1/posts/{ID}": {"GET": "get_post", "PATCH": "update_post", "DELETE": "delete_post"},
}
WITH_BODY = {"register_user", "update_me", "create_token", "create_post", "update_post"}
OWNERS_ONLY = {"update_post", "delete_post"}
TOKEN_REQUIRED = {"get_me", "update_me", "delete_me", "revoke_token", "create_post", *OWNERS_ONLY}
TOKEN_OPTIONAL = {"list_posts", "get_post"}


@dataclass(frozen=True)
class Route:
    """An operation, and the id in its path."""

    operation: str
    row_id: int = 0


def route(method: str, path: str) -> Route:
    for pattern, methods in PATHS.items():
        if found := re.fullmatch(pattern, path):
            if method not in methods:
                raise ProblemError("method-not-allowed", headers={"allow": ", ".join(methods)})
            return Route(methods[method], int(found[1]) if found.groups() else 0)
    raise ProblemError("not-found")
