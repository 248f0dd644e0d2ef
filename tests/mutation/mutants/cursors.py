"""Mutants: walks over pages (L2) and cursors (L3)."""

import base64
from contextlib import suppress
from typing import Any

from tests.mutation.mutants.registry import Right, mutant
from tests.mutation.reference_server import lists


@mutant(lists.lies_behind, "L2")
def cursor_repeats_a_row(right: Right, number: int, cursor: int, newest: bool) -> Any:
    """A page begins with the last row of the page before."""
    return number == cursor or right(number, cursor, newest)


@mutant(lists.lies_behind, "L2")
def cursor_skips_a_row(right: Right, number: int, cursor: int, newest: bool) -> Any:
    """A page leaves out its first row."""
    return right(number, cursor - 1 if newest else cursor + 1, newest)


@mutant(lists.lies_behind, "L2")
def cursor_goes_down_only(right: Right, number: int, cursor: int, newest: bool) -> Any:
    """From the oldest on, a cursor leads backwards."""
    return right(number, cursor, True)


@mutant(lists.page, "L2")
def cursor_on_the_last_page(right: Right, rows: Any, query: Any, shown: Any) -> Any:
    """The last page has a cursor, which leads to an empty one."""
    items = right(rows, query, shown)["items"]
    last = lists.encode_cursor(items[-1]["id"]) if items else None
    return {"items": items, "next_cursor": last}


@mutant(lists.page, "L2")
def cursor_on_full_pages(right: Right, rows: Any, query: Any, shown: Any) -> Any:
    """A full page has a cursor even where nothing follows it."""
    shown_page = right(rows, query, shown)
    items = shown_page["items"]
    if items and len(items) == query.get("limit", lists.DEFAULT_LIMIT):
        shown_page["next_cursor"] = lists.encode_cursor(items[-1]["id"])
    return shown_page


@mutant(lists.page, "L2")
def empty_last_cursor(right: Right, rows: Any, query: Any, shown: Any) -> Any:
    """The cursor of the last page is an empty string."""
    shown_page = right(rows, query, shown)
    return shown_page | {"next_cursor": shown_page["next_cursor"] or ""}


@mutant(lists.page, "L2")
def pages_by_offset(right: Right, rows: Any, query: Any, shown: Any) -> Any:
    """A cursor counts rows, so that new rows shift the pages."""
    offset, limit = query.get("cursor", 0), query.get("limit", lists.DEFAULT_LIMIT)
    found = sorted(rows, key=lambda row: row.id, reverse=query.get("sort") != "oldest")
    more = len(found) > offset + limit
    items = [shown(row) for row in found[offset : offset + limit]]
    return {"items": items, "next_cursor": lists.encode_cursor(offset + limit) if more else None}


@mutant(lists.decode_cursor, "L3")
def bad_cursors_ignored(right: Right, text: str) -> Any:
    """A bad cursor leads to an empty page."""
    with suppress(lists.WrongValueError):
        return right(text)
    return 0


@mutant(lists.decode_cursor, "L3")
def bad_cursors_are_types(right: Right, text: str) -> Any:
    """A bad cursor has the code type."""
    try:
        return right(text)
    except lists.WrongValueError:
        raise lists.WrongValueError("type") from None


@mutant(lists.decode_cursor, "L3")
def bad_cursors_crash(right: Right, text: str) -> Any:
    """A cursor which is no base64 is 500."""
    base64.b64decode(text + "=" * (-len(text) % 4), altchars="-_", validate=True)
    return right(text)
