"""Mutants: registration (U1) and leaving (U4)."""

from typing import Any

from tests.mutation.mutants.registry import Right, mutant
from tests.mutation.reference_server import problems, tokens, users
from tests.mutation.reference_server.messages import Request


@mutant(users.is_taken, "U1")
def doubles_taken(right: Right, *given: Any) -> Any:
    """A username or email may be taken twice."""
    return False


@mutant(users.is_taken, "U1")
def double_emails_taken(right: Right, service: Any, user: Any, name: str, value: str) -> Any:
    """An email may be taken twice."""
    return name != "email" and right(service, user, name, value)


@mutant(users.check_unique, "U1")
def conflict_is_422(right: Right, *given: Any, **values: str) -> Any:
    """A taken name is 422."""
    try:
        right(*given, **values)
    except problems.ProblemError as problem:
        raise problems.invalid(problem.errors) from None


@mutant(users.check_unique, "U1")
def conflict_is_500(right: Right, *given: Any, **values: str) -> Any:
    """A taken name is 500."""
    try:
        right(*given, **values)
    except problems.ProblemError:
        raise ValueError("UNIQUE constraint failed") from None


@mutant(users.check_unique, "U1")
def first_conflict_only(right: Right, service: Any, user: Any = None, **values: str) -> Any:
    """Of two taken names only the first is told."""
    for name, value in values.items():
        right(service, user, **{name: value})


@mutant(users.check_unique, "U1", "U3")
def own_email_conflicts(right: Right, service: Any, user: Any = None, **values: str) -> Any:
    """To patch the own email to itself is 409."""
    right(service, None, **values)


@mutant(users.check_unique, "U1", "U3")
def email_patched_unchecked(right: Right, service: Any, user: Any = None, **values: str) -> Any:
    """A patch may take another's email."""
    if user is None:
        right(service, **values)


@mutant(users.delete_posts_of, "U4")
def posts_stay_behind(right: Right, service: Any, user: Any) -> Any:
    """The posts of a deleted user stay."""


@mutant(users.delete_posts_of, "U4")
def drafts_deleted_only(right: Right, service: Any, user: Any) -> Any:
    """Of a deleted user's posts, the published ones stay."""
    for post in [post for post in service.posts.values() if post.author is user]:
        if post.status == "draft":
            del service.posts[post.id]


@mutant(tokens.revoke_tokens, "U4")
def tokens_outlive_the_user(right: Right, service: Any, user: Any, but: str = "") -> Any:
    """The tokens of a deleted user still work."""
    if but:
        right(service, user, but)


@mutant(users.delete_me, "U4")
def user_stays_behind(right: Right, service: Any, request: Request) -> Any:
    """A deleted user can still be seen."""
    user = tokens.authenticated(service, request)
    response = right(service, request)
    service.users[user.id] = user
    return response


@mutant(tokens.forget_token, "U4")
def revoked_token_works(right: Right, service: Any, digest: str) -> Any:
    """A token outlives its revocation."""


@mutant(tokens.forget_token, "U4")
def logged_out_everywhere(right: Right, service: Any, digest: str) -> Any:
    """To revoke a token revokes the others of its user."""
    tokens.revoke_tokens(service, service.tokens[digest].user)
