"""Keep what a run found out, compactly and in a fixed order: docs/evidence.json.

`cases` has each case with its rules and its outcome per implementation; `units` each piece of code
that the site shows: the digest of its text, the cases that ran it (their places in `cases`), else
the folder's own tests that did, else when it runs, and the lines that nothing ran.
"""

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

from tests.tools.evidence.reading import Lines
from tests.tools.site.evidence import FILE, digest
from tests.tools.site.units import Unit

Recorded = dict[str, Any]
OWN = "own|tests."


def entry(unit: Unit, lines: Lines, cases: dict[str, Any]) -> Recorded:
    """A unit of code, whose lines were run in contexts, some of which are names of cases."""
    found: Recorded = {"digest": digest(unit)}
    contexts = {name for names in lines.values() for name in names}
    places = [number for number, case in enumerate(cases) if case in contexts]
    if places:
        found["cases"] = spans(places)
    elif own := _own_tests(lines):
        found["own"] = own
    elif contexts:
        found["runs"] = _when(contexts)
    if missing := [line for line, names in lines.items() if not names]:
        found["missing"] = spans(missing)
    return found


def _when(contexts: set[str]) -> str:
    """When a unit runs that no test runs."""
    if "at start" in contexts:
        return "when the application starts"
    if "" in contexts:
        return "in a command"
    return "in the folder's own tests"


def _own_tests(lines: Lines) -> list[str]:
    """The folder's own tests that ran what does not run without them."""
    names = {name for found in lines.values() if not found & {"at start", ""} for name in found}
    return sorted(name.removeprefix(OWN) for name in names if name.startswith(OWN))


def spans(numbers: list[int]) -> str:
    """Sorted numbers, written short: `1-4,7`."""
    if not numbers:
        return ""
    ends = [numbers[0], *(n for pair in pairwise(numbers) if pair[1] - pair[0] > 1 for n in pair)]
    ends.append(numbers[-1])
    pairs = zip(ends[::2], ends[1::2], strict=True)
    return ",".join(str(a) if a == b else f"{a}-{b}" for a, b in pairs)


def write(recorded: Recorded, file: Path = FILE) -> None:
    """One line for each case and each unit, so that a change of one is a line in a diff."""
    parts = []
    for name, value in recorded.items():
        if isinstance(value, dict):
            lines = [f"{json.dumps(key)}: {json.dumps(each)}" for key, each in value.items()]
            text = "{\n" + ",\n".join(lines) + "\n}"
        else:
            text = json.dumps(value)
        parts.append(f"{json.dumps(name)}: {text}")
    file.write_text("{\n" + ",\n".join(parts) + "\n}\n", "utf-8")
