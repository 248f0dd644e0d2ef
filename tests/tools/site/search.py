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


# Of pages and places that belong to no rule, question or figure.
OWN = Entry(
    "A service of your own",
    "make a new project from one of the three: ./nox -s new",
    "own",
    "command",
    ("start my own service", "new project", "template", "boilerplate", "deployment", "Docker"),
)
COUNTED = Entry(
    "What can be counted",
    "of the three, from their source and their locks",
    kind="page",
    terms=("lines of code", "code size", "dependencies", "number of packages", "licences"),
)

MEASURED = Entry(
    "Benchmark",
    "of the three, and of the frameworks alone",
    kind="page",
    terms=("performance", "speed", "fast", "slow", "latency", "throughput", "requests per second"),
)


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
