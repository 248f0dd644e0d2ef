"""Mutants: walks over pages (L2) and cursors (L3)."""

import base64
from contextlib import suppress
from typing import Any

from tests.mutation.mutants.registry import Right, mutant
from tests.mutation.reference_server import server


@mutant(server.lies_behind, "L2")
def cursor_repeats_a_row(right: Right, number: int, cursor: int, newest: bool) -> Any:
    """A page begins with the last row of the page before."""
    return number == cursor or right(number, cursor, newest)


@mutant(server.lies_behind, "L2")
def cursor_skips_a_row(right: Right, number: int, cursor: int, newest: bool) -> Any:
    """A page leaves out its first row."""
    return right(number, cursor - 1 if newest else cursor + 1, newest)


@mutant(server.lies_behind, "L2")
def cursor_goes_down_only(right: Right, number: int, cursor: int, newest: bool) -> Any:
    """From the oldest on, a cursor leads backwards."""
    return right(number, cursor, True)


@mutant(server.page, "L2")
def cursor_on_the_last_page(right: Right, rows: Any, query: Any, shown: Any) -> Any:
    """The last page has a cursor, which leads to an empty one."""
    items = right(rows, query, shown)["items"]
    last = server.encode_cursor(items[-1]["id"]) if items else None
    return {"items": items, "next_cursor": last}


@mutant(server.page, "L2")
def cursor_on_full_pages(right: Right, rows: Any, query: Any, shown: Any) -> Any:
    """A full page has a cursor even where nothing follows it."""
    shown_page = right(rows, query, shown)
    items = shown_page["items"]
    if items and len(items) == query.get("limit", server.DEFAULT_LIMIT):
        shown_page["next_cursor"] = server.encode_cursor(items[-1]["id"])
    return shown_page


@mutant(server.page, "L2")
def empty_last_cursor(right: Right, rows: Any, query: Any, shown: Any) -> Any:
    """The cursor of the last page is an empty string."""
    shown_page = right(rows, query, shown)
    return shown_page | {"next_cursor": shown_page["next_cursor"] or ""}


@mutant(server.page, "L2")
def pages_by_offset(right: Right, rows: Any, query: Any, shown: Any) -> Any:
    """A cursor counts rows, so that new rows shift the pages."""
    offset, limit = query.get("cursor", 0), query.get("limit", server.DEFAULT_LIMIT)
    found = sorted(rows, key=lambda row: row.id, reverse=query.get("sort") != "oldest")
    more = len(found) > offset + limit
    items = [shown(row) for row in found[offset : offset + limit]]
    return {"items": items, "next_cursor": server.encode_cursor(offset + limit) if more else None}


@mutant(server.encode_cursor, "L2")
def cursor_with_padding(right: Right, number: int) -> Any:
    """A cursor has padding."""
    return base64.urlsafe_b64encode(str(number).encode()).decode()


@mutant(server.decode_cursor, "L3")
def padding_taken(right: Right, text: str) -> Any:
    """A cursor with padding is taken."""
    return right(text.rstrip("="))


@mutant(server.decode_cursor, "L3")
def loose_cursors_taken(right: Right, text: str) -> Any:
    """A cursor is taken if it can be decoded at all, leftover bits and foreign signs included."""
    with suppress(ValueError):
        return int(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    return right(text)


@mutant(server.decode_cursor, "L3")
def plain_cursors_taken(right: Right, text: str) -> Any:
    """An id in digits is taken for a cursor."""
    return int(text) if text.isdecimal() else right(text)


@mutant(server.decode_cursor, "L3")
def bad_cursors_ignored(right: Right, text: str) -> Any:
    """A bad cursor leads to an empty page."""
    with suppress(server.WrongValueError):
        return right(text)
    return 0


@mutant(server.decode_cursor, "L3")
def bad_cursors_are_types(right: Right, text: str) -> Any:
    """A bad cursor has the code type."""
    try:
        return right(text)
    except server.WrongValueError:
        raise server.WrongValueError("type") from None


@mutant(server.decode_cursor, "L3")
def bad_cursors_crash(right: Right, text: str) -> Any:
    """A cursor which is no base64 is 500."""
    base64.b64decode(text + "=" * (-len(text) % 4), altchars="-_", validate=True)
    return right(text)


@mutant(server.parameters, "L3")
def cursor_of_a_great_id_rejected(right: Right, request: Any, readers: Any) -> Any:
    """A cursor of a very great id is rejected."""
    values = right(request, readers)
    if values.get("cursor", 0) > 10**12:
        raise server.invalid([server.error("parameter", "cursor", "cursor")])
    return values
