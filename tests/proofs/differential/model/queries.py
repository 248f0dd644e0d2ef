"""Query parameters of the two lists (H9, L1 to L3)."""

import base64
import binascii
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl

from tests.proofs.differential.model.problems import wrong_parameters

LARGEST_ID = 10**18 - 1


class ParameterError(Exception):
    """The code of what is wrong with a parameter."""


def integer(smallest: int, largest: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        found = re.fullmatch("(-?)0*([0-9]+)", text, re.ASCII)
        if not found:
            raise ParameterError("type")
        number = int(found[1] + found[2][:30])
        if number < smallest:
            raise ParameterError("minimum")
        if number > largest:
            raise ParameterError("maximum")
        return number

    return read


def choice(*choices: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in choices:
            raise ParameterError("enum")
        return text

    return read


def encode_cursor(row_id: int) -> str:
    return base64.urlsafe_b64encode(str(row_id).encode()).decode().rstrip("=")


def cursor(text: str) -> int:
    try:
        row_id = int(base64.urlsafe_b64decode(text.encode("ascii") + b"=="))
    except (ValueError, binascii.Error):
        raise ParameterError("cursor") from None
    if not 1 <= row_id <= LARGEST_ID or encode_cursor(row_id) != text:
        raise ParameterError("cursor")
    return row_id


PAGE: dict[str, Callable[[str], Any]] = {
    "sort": choice("newest", "oldest"),
    "limit": integer(1, 100),
    "cursor": cursor,
}
POSTS = {
    "author_id": integer(1, LARGEST_ID),
    "status": choice("draft", "published"),
    **PAGE,
}


def parameters(query: str, readers: dict[str, Callable[[str], Any]]) -> dict[str, Any]:
    """Every parameter read; a bad query names each wrong one once."""
    given = parse_qsl(query, keep_blank_values=True)
    names = [name for name, _ in given]
    codes: dict[str, str] = {}
    values: dict[str, Any] = {}
    for name, text in given:
        if name not in readers:
            codes[name] = "additionalProperties"
        elif names.count(name) > 1:
            codes[name] = "repeated"
        else:
            try:
                values[name] = readers[name](text)
            except ParameterError as fault:
                codes[name] = str(fault)
    if codes:
        raise wrong_parameters(codes)
    return values
