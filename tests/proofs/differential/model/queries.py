"""Query parameters of the two lists (H9, L1 to L3)."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl

from tests.proofs.differential.model.problems import wrong_parameters

HIGHEST_ID = 2**53 - 1


class ParameterError(Exception):
    """The code of what is wrong with a parameter."""


def integer(smallest: int, largest: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not re.fullmatch("-?[0-9]+", text, re.ASCII):
            raise ParameterError("type")
        if int(text) < smallest:
            raise ParameterError("minimum")
        if int(text) > largest:
            raise ParameterError("maximum")
        return int(text)

    return read


def choice(*choices: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in choices:
            raise ParameterError("enum")
        return text

    return read


def cursor(text: str) -> int:
    """The model's own form: to the targets a cursor is whatever they issued."""
    if not text.startswith("after-"):
        raise ParameterError("cursor")
    return int(text.removeprefix("after-"))


PAGE: dict[str, Callable[[str], Any]] = {
    "sort": choice("newest", "oldest"),
    "limit": integer(1, 100),
    "cursor": cursor,
}
POSTS = {
    "author_id": integer(1, HIGHEST_ID),
    "status": choice("draft", "published"),
    **PAGE,
}


def parameters(query: str, readers: dict[str, Callable[[str], Any]]) -> dict[str, Any]:
    """Every parameter read and each wrong one named; unknown ones are ignored."""
    codes: dict[str, str] = {}
    values: dict[str, Any] = {}
    for name, text in parse_qsl(query):
        try:
            if name in readers:
                values[name] = readers[name](text)
        except ParameterError as fault:
            codes[name] = str(fault)
    if codes:
        raise wrong_parameters(codes)
    return values
