"""Query parameters (H9), lists (L1 to L4)."""

import base64
import re
import urllib.parse
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from typing import Any

from tests.mutation.reference_server.messages import Request
from tests.mutation.reference_server.problems import error, invalid
from tests.mutation.reference_server.state import HIGHEST_ID, JsonObject

Readers = Mapping[str, Callable[[str], Any]]


class WrongValueError(Exception):
    """A value that breaks its schema; its text is the code."""


def whole_number(text: str, least: int, most: int) -> int:
    if not re.fullmatch("-?[0-9]+", text, re.ASCII):
        raise WrongValueError("type")
    digits = text.lstrip("-").lstrip("0") or "0"
    if text.startswith("-") or (len(digits) < 19 and int(digits) < least):
        raise WrongValueError("minimum")
    if len(digits) > 18 or int(digits) > most:
        raise WrongValueError("maximum")
    return int(digits)


def one_of(text: str, choices: tuple[str, ...]) -> str:
    if text not in choices:
        raise WrongValueError("enum")
    return text


def parameters(request: Request, readers: Readers) -> JsonObject:
    """The query as values; whatever is wrong with it is named once per parameter."""
    sent = dict(urllib.parse.parse_qsl(request.query, keep_blank_values=True))
    values, errors = {}, []
    for name, reader in readers.items():
        try:
            if name in sent:
                values[name] = reader(sent[name])
        except WrongValueError as wrong:
            errors.append(error("parameter", name, str(wrong)))
    if errors:
        raise invalid(errors)
    return values


DEFAULT_LIMIT = 20


def encode_cursor(number: int) -> str:
    return base64.urlsafe_b64encode(str(number).encode()).decode().rstrip("=")


def decode_cursor(text: str) -> int:
    """The id in a cursor, where encoding it again gives the same cursor."""
    with suppress(ValueError):
        digits = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        if re.fullmatch(rb"[1-9][0-9]{0,15}", digits) and encode_cursor(int(digits)) == text:
            return int(digits)
    raise WrongValueError("cursor")


def lies_behind(number: int, cursor: int, newest: bool) -> bool:
    return number < cursor if newest else number > cursor


def page(rows: Iterable[Any], query: JsonObject, shown: Callable[[Any], JsonObject]) -> JsonObject:
    newest, limit = query.get("sort") != "oldest", query.get("limit", DEFAULT_LIMIT)
    found = sorted(rows, key=lambda row: row.id, reverse=newest)
    if "cursor" in query:
        found = [row for row in found if lies_behind(row.id, query["cursor"], newest)]
    items = found[:limit]
    next_cursor = encode_cursor(items[-1].id) if len(found) > limit else None
    return {"items": [shown(row) for row in items], "next_cursor": next_cursor}


USER_PARAMETERS: Readers = {
    "sort": lambda text: one_of(text, ("newest", "oldest")),
    "limit": lambda text: whole_number(text, 1, 100),
    "cursor": decode_cursor,
}
POST_PARAMETERS: Readers = {
    **USER_PARAMETERS,
    "author_id": lambda text: whole_number(text, 1, HIGHEST_ID),
    "status": lambda text: one_of(text, ("draft", "published")),
}
