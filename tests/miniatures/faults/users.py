"""Faults in registration (U1), privacy (U2), profiles (U3) and leaving (U4)."""

import time
from typing import Any

from tests.miniatures import server
from tests.miniatures.faults.registry import Right, fault
from tests.miniatures.messages import Request


def let_others_in(service: Any) -> None:
    """Give up the lock for a moment, as code does which checks first and writes later."""
    service.lock.release()
    time.sleep(0.05)
    service.lock.acquire()


@fault(server.is_taken, "U1")
def doubles_taken(right: Right, *given: Any) -> Any:
    """A username or email may be taken twice."""
    return False


@fault(server.is_taken, "U1")
def double_emails_taken(right: Right, service: Any, user: Any, name: str, value: str) -> Any:
    """An email may be taken twice."""
    return name != "email" and right(service, user, name, value)


@fault(server.check_unique, "U1")
def conflict_is_422(right: Right, *given: Any, **values: str) -> Any:
    """A taken name is 422."""
    try:
        right(*given, **values)
    except server.ProblemError as problem:
        raise server.invalid(problem.errors) from None


@fault(server.check_unique, "U1")
def conflict_is_500(right: Right, *given: Any, **values: str) -> Any:
    """A taken name is 500."""
    try:
        right(*given, **values)
    except server.ProblemError:
        raise ValueError("UNIQUE constraint failed") from None


@fault(server.check_unique, "U1")
def first_conflict_only(right: Right, service: Any, user: Any = None, **values: str) -> Any:
    """Of two taken names only the first is told."""
    for name, value in values.items():
        right(service, user, **{name: value})


@fault(server.check_unique, "U1")
def unique_checked_too_early(right: Right, service: Any, user: Any = None, **values: str) -> Any:
    """Concurrent registrations of one name all succeed."""
    right(service, user, **values)
    if user is None:
        let_others_in(service)


@fault(server.check_unique, "U1")
def concurrent_conflict_is_500(right: Right, service: Any, user: Any = None, **values: str) -> Any:
    """Of concurrent registrations of one name, some are 500."""
    right(service, user, **values)
    if user is None:
        let_others_in(service)
        names = {other.username for other in service.users.values()}
        if values["username"] in names:
            raise ValueError("UNIQUE constraint failed")


@fault(server.check_unique, "U1", "U3")
def own_email_conflicts(right: Right, service: Any, user: Any = None, **values: str) -> Any:
    """To patch the own email to itself is 409."""
    right(service, None, **values)


@fault(server.check_unique, "U1", "U3")
def email_patched_unchecked(right: Right, service: Any, user: Any = None, **values: str) -> Any:
    """A patch may take another's email."""
    if user is None:
        right(service, **values)


@fault(server.public_user, "U2")
def email_public(right: Right, user: Any) -> Any:
    """Everyone sees the email of a user."""
    return right(user) | {"email": user.email}


@fault(server.shown_post, "U2")
def email_of_authors_public(right: Right, post: Any) -> Any:
    """A post shows the email of its author."""
    shown = right(post)
    return shown | {"author": shown["author"] | {"email": post.author.email}}


@fault(server.check_current_password, "U3")
def email_without_password(right: Right, user: Any, sent: Any) -> Any:
    """A new email needs no password."""
    right(user, {name: sent[name] for name in sent if name != "email"})


@fault(server.check_current_password, "U3")
def password_without_password(right: Right, user: Any, sent: Any) -> Any:
    """A new password does not need the old one."""
    right(user, {name: sent[name] for name in sent if name != "password"})


@fault(server.check_current_password, "U3")
def any_current_password(right: Right, user: Any, sent: Any) -> Any:
    """Any current_password will do, if there is one."""
    if "current_password" not in sent:
        right(user, sent)


@fault(server.check_current_password, "U3")
def current_password_always_checked(right: Right, user: Any, sent: Any) -> Any:
    """A wrong current_password is 422 even where none is needed."""
    right(user, {**sent, "email": ""} if "current_password" in sent else sent)


@fault(server.check_current_password, "U3")
def bio_needs_password(right: Right, user: Any, sent: Any) -> Any:
    """A new bio needs the password."""
    right(user, {**sent, "email": ""})


@fault(server.check_current_password, "U3")
def wrong_current_password_is_403(right: Right, user: Any, sent: Any) -> Any:
    """A wrong current password is 403."""
    try:
        right(user, sent)
    except server.ProblemError:
        raise server.ProblemError("forbidden", "The password is wrong.") from None


@fault(server.check_current_password, "U3")
def missing_current_password_required(right: Right, user: Any, sent: Any) -> Any:
    """A missing current password has the code required."""
    try:
        right(user, sent)
    except server.ProblemError as problem:
        code = problem.errors[0]["code"] if "current_password" in sent else "required"
        raise server.invalid([server.error_at("current_password", code)]) from None


@fault(server.revoke_tokens, "U3")
def other_tokens_survive(right: Right, service: Any, user: Any, but: str = "") -> Any:
    """A new password revokes no token."""
    if not but:
        right(service, user)


@fault(server.revoke_tokens, "U3")
def own_token_revoked_too(right: Right, service: Any, user: Any, but: str = "") -> Any:
    """A new password revokes the token it came with."""
    right(service, user)


@fault(server.profile_changes, "U3")
def new_password_dropped(right: Right, user: Any, sent: Any) -> Any:
    """A new password is not stored."""
    return {name: value for name, value in right(user, sent).items() if name != "password"}


@fault(server.edit, "U3")
def unchanged_profile_renewed(right: Right, row: Any, changes: Any) -> Any:
    """A patch which changes nothing renews a user's updated_at."""
    return right(row, changes) or isinstance(row, server.User)


@fault(server.edit, "U3")
def changed_profile_not_renewed(right: Right, row: Any, changes: Any) -> Any:
    """A patch leaves a user's updated_at as it is."""
    return right(row, changes) and not isinstance(row, server.User)


@fault(server.delete_posts_of, "U4")
def posts_stay_behind(right: Right, service: Any, user: Any) -> Any:
    """The posts of a deleted user stay."""


@fault(server.delete_posts_of, "U4")
def drafts_deleted_only(right: Right, service: Any, user: Any) -> Any:
    """Of a deleted user's posts, the published ones stay."""
    for post in [post for post in service.posts.values() if post.author is user]:
        if post.status == "draft":
            del service.posts[post.id]


@fault(server.revoke_tokens, "U4")
def tokens_outlive_the_user(right: Right, service: Any, user: Any, but: str = "") -> Any:
    """The tokens of a deleted user still work."""
    if but:
        right(service, user, but)


@fault(server.delete_me, "U4")
def user_stays_behind(right: Right, service: Any, request: Request) -> Any:
    """A deleted user can still be seen."""
    user = server.authenticated(service, request)
    answer = right(service, request)
    service.users[user.id] = user
    return answer


@fault(server.delete_posts_of, "U4")
def concurrent_leaving_is_500(right: Right, service: Any, user: Any) -> Any:
    """Of concurrent deleteMe all but one are 500."""
    let_others_in(service)
    right(service, user)


@fault(server.forget_token, "U4")
def concurrent_logouts_succeed(right: Right, service: Any, digest: str) -> Any:
    """Of concurrent revokeToken all are 204."""
    let_others_in(service)
    service.tokens.pop(digest, None)


@fault(server.create_post, "U4")
def write_after_leaving_is_500(right: Right, service: Any, request: Request) -> Any:
    """A post which meets the end of its author's account is 500."""
    server.authenticated(service, request)
    time.sleep(0.05)
    try:
        return right(service, request)
    except server.ProblemError as problem:
        if problem.slug == "unauthenticated":
            raise KeyError from None
        raise


@fault(server.forget_token, "U4")
def revoked_token_works(right: Right, service: Any, digest: str) -> Any:
    """A token outlives its revocation."""


@fault(server.forget_token, "U4")
def logged_out_everywhere(right: Right, service: Any, digest: str) -> Any:
    """To revoke a token revokes the others of its user."""
    server.revoke_tokens(service, service.tokens[digest].user)
