"""Mutants: profiles (U3)."""

from typing import Any

from tests.mutation.mutants.registry import Right, mutant
from tests.mutation.reference_server import problems, state, tokens, users


@mutant(users.check_current_password, "U3")
def email_without_password(right: Right, user: Any, sent: Any) -> Any:
    """A new email needs no password."""
    right(user, {name: sent[name] for name in sent if name != "email"})


@mutant(users.check_current_password, "U3")
def password_without_password(right: Right, user: Any, sent: Any) -> Any:
    """A new password does not need the old one."""
    right(user, {name: sent[name] for name in sent if name != "password"})


@mutant(users.check_current_password, "U3")
def any_current_password(right: Right, user: Any, sent: Any) -> Any:
    """Any current_password will do, if there is one."""
    if "current_password" not in sent:
        right(user, sent)


@mutant(users.check_current_password, "U3")
def current_password_always_checked(right: Right, user: Any, sent: Any) -> Any:
    """A wrong current_password is 422 even where none is needed."""
    right(user, {**sent, "email": ""} if "current_password" in sent else sent)


@mutant(users.check_current_password, "U3")
def bio_needs_password(right: Right, user: Any, sent: Any) -> Any:
    """A new bio needs the password."""
    right(user, {**sent, "email": ""})


@mutant(users.check_current_password, "U3")
def wrong_current_password_is_403(right: Right, user: Any, sent: Any) -> Any:
    """A wrong current password is 403."""
    try:
        right(user, sent)
    except problems.ProblemError:
        raise problems.ProblemError("forbidden", "The password is wrong.") from None


@mutant(users.check_current_password, "U3")
def missing_current_password_required(right: Right, user: Any, sent: Any) -> Any:
    """A missing current password has the code required."""
    try:
        right(user, sent)
    except problems.ProblemError as problem:
        code = problem.errors[0]["code"] if "current_password" in sent else "required"
        raise problems.invalid([problems.error_at("current_password", code)]) from None


@mutant(tokens.revoke_tokens, "U3")
def other_tokens_survive(right: Right, service: Any, user: Any, but: str = "") -> Any:
    """A new password revokes no token."""
    if not but:
        right(service, user)


@mutant(tokens.revoke_tokens, "U3")
def own_token_revoked_too(right: Right, service: Any, user: Any, but: str = "") -> Any:
    """A new password revokes the token it came with."""
    right(service, user)


@mutant(users.profile_changes, "U3")
def new_password_dropped(right: Right, user: Any, sent: Any) -> Any:
    """A new password is not stored."""
    return {name: value for name, value in right(user, sent).items() if name != "password"}


@mutant(state.edit, "U3")
def unchanged_profile_renewed(right: Right, row: Any, changes: Any) -> Any:
    """A patch which changes nothing renews a user's updated_at."""
    return right(row, changes) or isinstance(row, state.User)


@mutant(state.edit, "U3")
def changed_profile_not_renewed(right: Right, row: Any, changes: Any) -> Any:
    """A patch leaves a user's updated_at as it is."""
    return right(row, changes) and not isinstance(row, state.User)
