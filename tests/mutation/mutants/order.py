"""Mutants: order of checks (H11)."""

from typing import Any

from tests.mutation.mutants.registry import Right, mutant
from tests.mutation.reference_server import (
    bodies,
    conditional,
    fields,
    posts,
    problems,
    tokens,
    users,
)
from tests.mutation.reference_server.messages import Request


@mutant(posts.update_post, "H11")
def body_before_permission(right: Right, service: Any, request: Request, post_id: int) -> Any:
    """A wrong patch of another's post is 422."""
    tokens.authenticated(service, request)
    fields.check_shape(bodies.sent_value(request), fields.POST_FIELDS)
    return right(service, request, post_id)


@mutant(posts.update_post, "H11")
def body_before_precondition(right: Right, service: Any, request: Request, post_id: int) -> Any:
    """A wrong patch with an outdated If-Match is 422."""
    user = tokens.authenticated(service, request)
    posts.check_author(posts.visible_post(service, user, post_id), user)
    fields.check_shape(bodies.sent_value(request), fields.POST_FIELDS)
    return right(service, request, post_id)


@mutant(posts.own_unchanged_post, "H11")
def precondition_before_permission(
    right: Right, service: Any, request: Request, post_id: int
) -> Any:
    """An outdated If-Match on another's post is 412."""
    user = tokens.authenticated(service, request)
    conditional.check_precondition(request, posts.visible_post(service, user, post_id))
    return right(service, request, post_id)


@mutant(posts.own_unchanged_post, "H11")
def precondition_before_existence(
    right: Right, service: Any, request: Request, post_id: int
) -> Any:
    """An If-Match on a post which is not there is 412."""
    if post_id not in service.posts and request.all("If-Match"):
        raise problems.ProblemError("precondition-failed", "There is no such post.")
    return right(service, request, post_id)


@mutant(users.register_user, "H11", "E2")
def conflict_before_fields(right: Right, service: Any, request: Request) -> Any:
    """A registration with a taken username and a wrong field is 409."""
    sent = bodies.sent_value(request)
    if isinstance(sent, dict) and isinstance(sent.get("username"), str):
        with service.lock:
            users.check_unique(service, username=sent["username"])
    return right(service, request)


@mutant(users.update_me, "H11", "U3")
def conflict_before_credentials(right: Right, service: Any, request: Request) -> Any:
    """A taken email is 409 before the current password is looked at."""
    user = tokens.authenticated(service, request)
    sent = fields.check_shape(bodies.sent_value(request), fields.PROFILE_UPDATE)
    if "email" in sent:
        with service.lock:
            users.check_unique(service, user, email=users.normalized_email(sent["email"]))
    return right(service, request)
