"""Mutants: order of checks (H11)."""

from typing import Any

from tests.mutation.mutants.registry import Right, mutant
from tests.mutation.reference_server import server
from tests.mutation.reference_server.messages import Request


@mutant(server.update_post, "H11")
def body_before_permission(right: Right, service: Any, request: Request, post_id: int) -> Any:
    """A wrong patch of another's post is 422."""
    server.authenticated(service, request)
    server.check_shape(server.sent_value(request), server.POST_FIELDS)
    return right(service, request, post_id)


@mutant(server.update_post, "H11")
def body_before_precondition(right: Right, service: Any, request: Request, post_id: int) -> Any:
    """A wrong patch with an outdated If-Match is 422."""
    user = server.authenticated(service, request)
    server.check_author(server.visible_post(service, user, post_id), user)
    server.check_shape(server.sent_value(request), server.POST_FIELDS)
    return right(service, request, post_id)


@mutant(server.own_unchanged_post, "H11")
def precondition_before_permission(
    right: Right, service: Any, request: Request, post_id: int
) -> Any:
    """An outdated If-Match on another's post is 412."""
    user = server.authenticated(service, request)
    server.check_precondition(request, server.visible_post(service, user, post_id))
    return right(service, request, post_id)


@mutant(server.own_unchanged_post, "H11")
def precondition_before_existence(
    right: Right, service: Any, request: Request, post_id: int
) -> Any:
    """An If-Match on a post which is not there is 412."""
    if post_id not in service.posts and request.all("If-Match"):
        raise server.ProblemError("precondition-failed", "There is no such post.")
    return right(service, request, post_id)


@mutant(server.list_posts, "H11")
def query_before_token(right: Right, service: Any, request: Request) -> Any:
    """A bad query with a bad token is 422."""
    server.parameters(request, server.POST_PARAMETERS)
    return right(service, request)


@mutant(server.list_posts, "H11", "P3")
def drafts_rejected_before_query(right: Right, service: Any, request: Request) -> Any:
    """Drafts without a token are 401 before the rest of the query is looked at."""
    if "status=draft" in request.query and not request.all("Authorization"):
        raise server.no_token()
    return right(service, request)


@mutant(server.delete_post, "H11")
def missing_before_token(right: Right, service: Any, request: Request, post_id: int) -> Any:
    """To delete a post which is not there is 404 even without a token."""
    if post_id not in service.posts:
        raise server.not_found()
    return right(service, request, post_id)


@mutant(server.create_post, "H11")
def body_before_token(right: Right, service: Any, request: Request) -> Any:
    """A wrong post without a token is 422."""
    server.check_shape(server.sent_value(request), server.POST_FIELDS, ("title", "body"))
    return right(service, request)


@mutant(server.register_user, "H11", "E2")
def conflict_before_fields(right: Right, service: Any, request: Request) -> Any:
    """A registration with a taken username and a wrong field is 409."""
    sent = server.sent_value(request)
    if isinstance(sent, dict) and isinstance(sent.get("username"), str):
        with service.lock:
            server.check_unique(service, username=sent["username"])
    return right(service, request)


@mutant(server.update_me, "H11", "U3")
def conflict_before_credentials(right: Right, service: Any, request: Request) -> Any:
    """A taken email is 409 before the current password is looked at."""
    user = server.authenticated(service, request)
    sent = server.check_shape(server.sent_value(request), server.PROFILE_UPDATE)
    if "email" in sent:
        with service.lock:
            server.check_unique(service, user, email=server.normalized_email(sent["email"]))
    return right(service, request)
