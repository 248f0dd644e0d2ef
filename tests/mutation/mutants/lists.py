"""Mutants: order and size of lists (L1) and their cost (L4)."""

import time
from typing import Any

from tests.mutation.mutants.registry import Right, changed_name, mutant
from tests.mutation.reference_server import lists, problems
from tests.mutation.reference_server.messages import Request

changed_name("pages-of-10", "A page has 10 rows by default.", "DEFAULT_LIMIT", 10, "L1")
changed_name("pages-of-21", "A page has 21 rows by default.", "DEFAULT_LIMIT", 21, "L1")


@mutant(lists.whole_number, "L1")
def limit_of_101(right: Right, text: str, least: int, most: int) -> Any:
    """A limit of 101 is taken."""
    return right(text, least, 101 if most == 100 else most)


@mutant(lists.whole_number, "L1")
def limit_of_99(right: Right, text: str, least: int, most: int) -> Any:
    """A limit of 100 is too large."""
    return right(text, least, 99 if most == 100 else most)


@mutant(lists.whole_number, "L1")
def limit_of_0(right: Right, text: str, least: int, most: int) -> Any:
    """A limit of 0 is taken."""
    return right(text, 0 if most == 100 else least, most)


@mutant(lists.whole_number, "H9")
def author_id_of_0(right: Right, text: str, least: int, most: int) -> Any:
    """An author_id of 0 is taken."""
    return right(text, 0 if most > 100 else least, most)


@mutant(lists.whole_number, "H9")
def author_id_of_54_bits(right: Right, text: str, least: int, most: int) -> Any:
    """An author_id of 2^53 is taken."""
    return right(text, least, most + 1 if most > 100 else most)


@mutant(lists.parameters, "H9")
def unknown_parameters_rejected(right: Right, request: Request, readers: Any) -> Any:
    """An unknown parameter is 422."""
    names = {part.partition("=")[0] for part in request.query.split("&") if part}
    if unknown := sorted(names - set(readers)):
        raise problems.invalid([problems.error("parameter", unknown[0], "additionalProperties")])
    return right(request, readers)


@mutant(lists.parameters, "H9")
def bad_repeats_crash(right: Right, request: Request, readers: Any) -> Any:
    """A repeated parameter is 500."""
    names = [part.partition("=")[0] for part in request.query.split("&")]
    if len(names) > len(set(names)):
        raise KeyError
    return right(request, readers)


@mutant(lists.parameters, "H9")
def bad_values_are_defaults(right: Right, request: Request, readers: Any) -> Any:
    """A bad query counts as none."""
    try:
        return right(request, readers)
    except problems.ProblemError:
        return {}


@mutant(lists.page, "L1")
def limit_ignored(right: Right, rows: Any, query: Any, shown: Any) -> Any:
    """A page has 20 rows whatever the limit says."""
    return right(rows, query | {"limit": 20}, shown)


@mutant(lists.page, "L1")
def oldest_by_default(right: Right, rows: Any, query: Any, shown: Any) -> Any:
    """A list begins with the oldest row."""
    return right(rows, {"sort": "oldest", **query}, shown)


@mutant(lists.page, "L1")
def sort_ignored(right: Right, rows: Any, query: Any, shown: Any) -> Any:
    """A list always begins with the newest row."""
    return right(rows, query | {"sort": "newest"}, shown)


@mutant(lists.page, "L1")
def sorted_by_last_change(right: Right, rows: Any, query: Any, shown: Any) -> Any:
    """A page is sorted by the time of the last change."""
    shown_page = right(rows, query, shown)
    reverse = query.get("sort") != "oldest"
    times = {row.id: row.updated_at for row in rows}
    shown_page["items"].sort(key=lambda item: times[item["id"]], reverse=reverse)
    return shown_page


@mutant(lists.page, "L4")
def deep_pages_are_slow(right: Right, rows: Any, query: Any, shown: Any) -> Any:
    """A page costs more the deeper it is."""
    above = [row for row in rows if row.id > query.get("cursor", row.id)]
    time.sleep(len(above) / 100)
    return right(rows, query, shown)
