"""Mutants: response bodies (S1), times (S2) and privacy (U2)."""

from datetime import datetime
from typing import Any

from tests.mutation.mutants.registry import Right, mutant
from tests.mutation.reference_server import lists, posts, state, users


@mutant(users.own_user, "S1")
def own_user_with_a_flag(right: Right, user: Any) -> Any:
    """The own user shows is_staff."""
    return right(user) | {"is_staff": False}


@mutant(users.own_user, "S1", "F3")
def own_user_with_hash(right: Right, user: Any) -> Any:
    """The own user shows the hash of the password."""
    return right(user) | {"password": user.password.hex()}


@mutant(users.public_user, "S1")
def public_user_without_bio(right: Right, user: Any) -> Any:
    """An empty bio is left out."""
    return {name: value for name, value in right(user).items() if value != ""}


@mutant(posts.shown_post, "S1")
def published_at_left_out(right: Right, post: Any) -> Any:
    """A draft has no published_at instead of null."""
    return {name: value for name, value in right(post).items() if value is not None}


@mutant(posts.shown_post, "S1")
def version_shown(right: Right, post: Any) -> Any:
    """A post shows its version."""
    return right(post) | {"version": post.version}


@mutant(lists.page, "S1")
def page_with_a_total(right: Right, rows: Any, *given: Any) -> Any:
    """A page counts all rows."""
    return right(rows, *given) | {"total": len(list(rows))}


@mutant(state.shown_time, "S2")
def whole_seconds(right: Right, moment: datetime) -> Any:
    """Times have no fraction."""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


@mutant(state.shown_time, "S2")
def milliseconds(right: Right, moment: datetime) -> Any:
    """Times have three fraction digits."""
    return right(moment)[:-4] + "Z"


@mutant(state.shown_time, "S2")
def offset_for_z(right: Right, moment: datetime) -> Any:
    """Times end in +00:00."""
    return right(moment)[:-1] + "+00:00"


@mutant(users.public_user, "U2")
def email_public(right: Right, user: Any) -> Any:
    """Everyone sees the email of a user."""
    return right(user) | {"email": user.email}


@mutant(posts.shown_post, "U2")
def email_of_authors_public(right: Right, post: Any) -> Any:
    """A post shows the email of its author."""
    shown = right(post)
    return shown | {"author": shown["author"] | {"email": post.author.email}}
