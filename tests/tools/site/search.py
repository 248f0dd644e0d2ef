"""What the search of the site looks through."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Protocol

STATUS = re.compile(r"\b[1-5]\d\d\b")


@dataclass(frozen=True)
class Entry:
    """What is found: a title, the words beside it, its place in the page, other words for it."""

    title: str
    text: str
    place: str = ""
    kind: str = "question"
    terms: tuple[str, ...] = ()


class HasEntries(Protocol):
    @property
    def entries(self) -> tuple[Entry, ...]: ...


def search_script(pages: Mapping[str, HasEntries]) -> str:
    """A script, as pages that are opened from files can load no JSON."""
    found = [
        [
            f"{file}#{entry.place}" if entry.place else file,
            entry.kind,
            entry.title,
            f"{entry.text} {_phrases(entry.text)}".strip(),
            [term.lower() for term in entry.terms],
        ]
        for file, page in pages.items()
        for entry in page.entries
    ]
    return f"const entries = {json.dumps(found)};\n"


def _phrases(text: str) -> str:
    """The names of the status codes in a text: whoever seeks `precondition failed` means 412."""
    known = {status.value: status.phrase for status in HTTPStatus}
    return " ".join(known.get(int(each), "") for each in dict.fromkeys(STATUS.findall(text)))
