"""Paths and methods (H2, H3, H4, H8)."""

import re
import urllib.parse
from collections.abc import Callable

from tests.mutation.reference_server.messages import Request, Response
from tests.mutation.reference_server.openapi import get_docs, get_document, get_health
from tests.mutation.reference_server.posts import (
    create_post,
    delete_post,
    get_post,
    list_posts,
    update_post,
)
from tests.mutation.reference_server.problems import ProblemError, not_found
from tests.mutation.reference_server.state import HIGHEST_ID
from tests.mutation.reference_server.tokens import create_token, revoke_token
from tests.mutation.reference_server.users import (
    delete_me,
    get_me,
    get_user,
    list_users,
    register_user,
    update_me,
)

Operation = Callable[..., Response]
Methods = dict[str, Operation]
PATH_ID = "([1-9][0-9]{0,15})"


def decoded_path(path: str) -> str:
    return urllib.parse.unquote(path)


def known_path(request: Request) -> tuple[Methods, list[int]]:
    path = decoded_path(request.path)
    for template, methods in PATHS.items():
        pattern = re.escape(template).replace(r"\{id\}", PATH_ID)
        if found := re.fullmatch(pattern, path):
            ids = [int(digits) for digits in found.groups()]
            if all(number <= HIGHEST_ID for number in ids):
                return methods, ids
    raise not_found()


def allow(methods: Methods) -> str:
    return ", ".join(sorted({*methods, "HEAD"} if "GET" in methods else methods))


def known_method(request: Request, methods: Methods) -> Operation:
    """HEAD is GET up to the moment of writing."""
    method = "GET" if request.method == "HEAD" else request.method
    if method not in methods:
        detail = "This address does not take this method."
        raise ProblemError("method-not-allowed", detail, headers={"Allow": allow(methods)})
    return methods[method]


PATHS: dict[str, Methods] = {
    "/api/v1/users": {"POST": register_user, "GET": list_users},
    "/api/v1/users/{id}": {"GET": get_user},
    "/api/v1/users/me": {"GET": get_me, "PATCH": update_me, "DELETE": delete_me},
    "/api/v1/tokens": {"POST": create_token},
    "/api/v1/tokens/current": {"DELETE": revoke_token},
    "/api/v1/posts": {"POST": create_post, "GET": list_posts},
    "/api/v1/posts/{id}": {"GET": get_post, "PATCH": update_post, "DELETE": delete_post},
    "/health/live": {"GET": get_health},
    "/health/ready": {"GET": get_health},
    "/openapi.json": {"GET": get_document},
    "/docs": {"GET": get_docs},
}
