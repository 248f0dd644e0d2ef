"""Faults in the shapes answered (S1), in times (S2) and in strings (S3)."""

import unicodedata
from datetime import datetime
from typing import Any

from tests.miniatures import server
from tests.miniatures.faults.registry import Right, fault


@fault(server.own_user, "S1")
def own_user_with_a_flag(right: Right, user: Any) -> Any:
    """The own user shows is_staff."""
    return right(user) | {"is_staff": False}


@fault(server.own_user, "S1", "F3")
def own_user_with_hash(right: Right, user: Any) -> Any:
    """The own user shows the hash of the password."""
    return right(user) | {"password": user.password.hex()}


@fault(server.public_user, "S1")
def public_user_without_bio(right: Right, user: Any) -> Any:
    """An empty bio is left out."""
    return {name: value for name, value in right(user).items() if value != ""}


@fault(server.shown_post, "S1")
def published_at_left_out(right: Right, post: Any) -> Any:
    """A draft has no published_at instead of null."""
    return {name: value for name, value in right(post).items() if value is not None}


@fault(server.shown_post, "S1")
def author_as_id(right: Right, post: Any) -> Any:
    """The author of a post is an id."""
    return right(post) | {"author": post.author.id}


@fault(server.shown_post, "S1")
def version_shown(right: Right, post: Any) -> Any:
    """A post shows its version."""
    return right(post) | {"version": post.version}


@fault(server.page, "S1")
def page_with_a_total(right: Right, rows: Any, *given: Any) -> Any:
    """A page counts all rows."""
    return right(rows, *given) | {"total": len(list(rows))}


@fault(server.shown_time, "S2")
def whole_seconds(right: Right, moment: datetime) -> Any:
    """Times have no fraction."""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


@fault(server.shown_time, "S2")
def milliseconds(right: Right, moment: datetime) -> Any:
    """Times have three fraction digits."""
    return right(moment)[:-4] + "Z"


@fault(server.shown_time, "S2")
def offset_for_z(right: Right, moment: datetime) -> Any:
    """Times end in +00:00."""
    return right(moment)[:-1] + "+00:00"


@fault(server.shown_time, "S2")
def naive_times(right: Right, moment: datetime) -> Any:
    """Times have no offset."""
    return right(moment)[:-1]


@fault(server.length_of, "S3")
def lengths_in_utf_16(right: Right, value: str) -> Any:
    """Lengths count UTF-16 code units."""
    return len(value.encode("utf-16-le")) // 2


@fault(server.length_of, "S3")
def lengths_in_bytes(right: Right, value: str) -> Any:
    """Lengths count bytes of UTF-8."""
    return len(value.encode())


@fault(server.check_shape, "S3")
def values_trimmed(right: Right, sent: Any, *given: Any) -> Any:
    """White space around a value is cut off."""
    return {name: value.strip() for name, value in right(sent, *given).items()}


@fault(server.check_shape, "S3")
def values_trimmed_first(right: Right, sent: Any, *given: Any) -> Any:
    """White space around a value is cut off before it is checked."""
    if isinstance(sent, dict):
        sent = {name: v.strip() if server.is_string(v) else v for name, v in sent.items()}
    return right(sent, *given)


@fault(server.check_shape, "S3")
def values_composed(right: Right, sent: Any, *given: Any) -> Any:
    """Values are normalized to NFC."""
    checked = right(sent, *given)
    return {name: unicodedata.normalize("NFC", value) for name, value in checked.items()}


@fault(server.check_shape, "S3", "F6")
def line_ends_normalized(right: Right, sent: Any, *given: Any) -> Any:
    """A carriage return and line feed become a line feed."""
    return {name: value.replace("\r\n", "\n") for name, value in right(sent, *given).items()}


@fault(server.is_string, "S3")
def lone_surrogates_taken(right: Right, value: object) -> Any:
    """A lone surrogate is taken for a character."""
    return isinstance(value, str)
