"""Mutants which show when requests meet (U1, U4, C3, Y5)."""

import time
from typing import Any

from tests.mutation.mutants.registry import Right, mutant
from tests.mutation.reference_server import app, posts, problems, tokens, users
from tests.mutation.reference_server.messages import Request


def let_others_in(service: Any) -> None:
    """Give up the lock for a moment, as code does which checks first and writes later."""
    service.lock.release()
    time.sleep(0.05)
    service.lock.acquire()


@mutant(users.check_unique, "U1")
def unique_checked_too_early(right: Right, service: Any, user: Any = None, **values: str) -> Any:
    """Concurrent registrations of one name all succeed."""
    right(service, user, **values)
    if user is None:
        let_others_in(service)


@mutant(users.check_unique, "U1")
def concurrent_conflict_is_500(right: Right, service: Any, user: Any = None, **values: str) -> Any:
    """Of concurrent registrations of one name, some are 500."""
    right(service, user, **values)
    if user is None:
        let_others_in(service)
        names = {other.username for other in service.users.values()}
        if values["username"] in names:
            raise ValueError("UNIQUE constraint failed")


@mutant(users.delete_posts_of, "U4")
def concurrent_leaving_is_500(right: Right, service: Any, user: Any) -> Any:
    """Of concurrent deleteMe all but one are 500."""
    let_others_in(service)
    right(service, user)


@mutant(tokens.forget_token, "U4")
def concurrent_logouts_succeed(right: Right, service: Any, digest: str) -> Any:
    """Of concurrent revokeToken all are 204."""
    let_others_in(service)
    service.tokens.pop(digest, None)


@mutant(posts.create_post, "U4")
def write_after_leaving_is_500(right: Right, service: Any, request: Request) -> Any:
    """A post which meets the end of its author's account is 500."""
    tokens.authenticated(service, request)
    time.sleep(0.05)
    try:
        return right(service, request)
    except problems.ProblemError as problem:
        if problem.slug == "unauthenticated":
            raise KeyError from None
        raise


@mutant(posts.own_unchanged_post, "C3")
def check_and_write_apart(right: Right, service: Any, request: Request, post_id: int) -> Any:
    """Concurrent changes with the same ETag all succeed."""
    post = right(service, request, post_id)
    if request.method == "PATCH":
        let_others_in(service)
    return post


@mutant(posts.own_unchanged_post, "C3")
def concurrent_deletes_crash(right: Right, service: Any, request: Request, post_id: int) -> Any:
    """Of concurrent deletions of a post all but one are 500."""
    post = right(service, request, post_id)
    if request.method == "DELETE":
        let_others_in(service)
    return post


@mutant(app.dispatch, "Y5")
def writers_do_not_wait(right: Right, service: Any, request: Request) -> Any:
    """A write which meets another is 500."""
    if request.method not in ("POST", "PATCH", "DELETE"):
        return right(service, request)
    if not service.lock.acquire(blocking=False):
        raise TimeoutError
    try:
        return right(service, request)
    finally:
        service.lock.release()
