"""Paths, methods and what each operation asks of its caller (H2, H3, H8)."""

import re
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

from tests.proofs.differential.model.problems import ProblemError

ID = "([1-9][0-9]{0,17})"
PATHS = {
    "/api/v1/users": {"GET": "list_users", "POST": "register_user"},
    "/api/v1/users/me": {"GET": "get_me", "PATCH": "update_me", "DELETE": "delete_me"},
    f"/api/v1/users/{ID}": {"GET": "get_user"},
    "/api/v1/tokens": {"POST": "create_token"},
    "/api/v1/tokens/current": {"DELETE": "revoke_token"},
    "/api/v1/posts": {"GET": "list_posts", "POST": "create_post"},
    f"/api/v1/posts/{ID}": {"GET": "get_post", "PATCH": "update_post", "DELETE": "delete_post"},
    "/health/live": {"GET": "get_health"},
    "/health/ready": {"GET": "get_health"},
    "/openapi.json": {"GET": "get_document"},
    "/docs": {"GET": "get_page"},
}
WITH_BODY = {"register_user", "update_me", "create_token", "create_post", "update_post"}
OWNERS_ONLY = {"update_post", "delete_post"}
TOKEN_REQUIRED = {"get_me", "update_me", "delete_me", "revoke_token", "create_post", *OWNERS_ONLY}
TOKEN_OPTIONAL = {"list_posts", "get_post"}
HOSTS = re.compile(r"(localhost|127\.0\.0\.1|\[::1\])(:[0-9]+)?", re.IGNORECASE)


@dataclass(frozen=True)
class Route:
    """An operation, and the id in its path."""

    operation: str
    row_id: int = 0


def route(method: str, path: str) -> Route:
    for pattern, methods in PATHS.items():
        found = re.fullmatch(pattern, decoded(path), re.ASCII)
        if found:
            operation = methods.get("GET" if method == "HEAD" else method)
            if operation is None:
                allowed = [*methods, "HEAD"] if "GET" in methods else list(methods)
                raise ProblemError(
                    "method-not-allowed", headers={"allow": ", ".join(sorted(allowed))}
                )
            return Route(operation, int(found[1]) if found.groups() else 0)
    raise ProblemError("not-found")


def decoded(path: str) -> str:
    if "%2f" in path.lower():
        raise ProblemError("not-found")
    try:
        return unquote_to_bytes(path).decode()
    except UnicodeDecodeError:
        raise ProblemError("not-found") from None
