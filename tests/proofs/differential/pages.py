"""Pages on which rows of others stand between the model's."""

from typing import Any

from tests.proofs.differential.exchange import OpenPage
from tests.proofs.differential.model.queries import encode_cursor


def own_rows(actual: dict[str, Any], expected: OpenPage, known: dict[Any, Any]) -> dict[str, Any]:
    """A right page as the model has it, with its rows alone and all of them; a wrong one as is."""
    rows, end = actual.get("items"), actual.get("next_cursor")
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        return actual
    ids = [row.get("id", 0) for row in rows]
    wanted = [known.get(row["id"], 0) for row in expected.body["items"]]
    own = [row for row in rows if row.get("id") in wanted]
    unseen = wanted[len(own) :]
    if ids != sorted(set(ids), reverse=expected.newest) or len(ids) > expected.limit:
        return actual
    if end is None:
        is_right = not unseen
    else:
        is_full = len(ids) == expected.limit and end == encode_cursor(ids[-1])
        is_right = is_full and all((row_id < ids[-1]) == expected.newest for row_id in unseen)
    if not is_right:
        return actual
    return {**actual, "items": [*own, *expected.body["items"][len(own) :]], "next_cursor": None}
