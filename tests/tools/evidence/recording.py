"""Keep what a run found out, compactly and in a fixed order: docs/evidence.json.

`cases` has each case with its rules and its outcome per implementation; `units` each piece of code
that the site shows: the digest of its text, the cases that ran it (their places in `cases`), else
the folder's own tests that did, else when it runs, and the lines that nothing ran.
"""

import json
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

from tests.tools.environments import IMPLEMENTATIONS
from tests.tools.evidence.reading import Lines, of_unit, read
from tests.tools.site.concepts import load
from tests.tools.site.evidence import FILE, digest, key, numbers
from tests.tools.site.pages import shown_units
from tests.tools.site.units import Unit

Recorded = dict[str, Any]
OWN = "own|tests."


def put_together(before: Recorded, folders: dict[str, Path]) -> Recorded:
    """What is known now: of what ran by its folder, of the others as before."""
    ran = {
        name: json.loads((folder / "cases.json").read_text("utf-8"))
        for name, folder in folders.items()
    }
    files = {path: file for folder in folders.values() for path, file in read(folder).items()}
    cases = outcomes(before["cases"], ran)
    units = {}
    for unit in shown_units(load()):
        name = key(unit)
        if unit.file in files:
            units[name] = entry(unit, of_unit(unit, files[unit.file]), cases)
        elif name in before["units"] and unit.file.partition("_impl/")[0] not in ran:
            units[name] = moved(before["units"][name], list(before["cases"]), list(cases))
    return {"ran": time.strftime("%Y-%m-%d"), "cases": cases, "units": units}


def outcomes(before: Recorded, ran: dict[str, Recorded]) -> Recorded:
    """Each case with its rules and what became of it, in the order of names."""
    found = {}
    for case in sorted({*before, *(case for each in ran.values() for case in each)}):
        known = [each[case] for each in ran.values() if case in each] or [before[case]]
        by_name = {
            name: ran[name].get(case, {}).get("outcome") if name in ran else old
            for name in IMPLEMENTATIONS
            for old in [before.get(case, {}).get(name)]
        }
        if any(by_name.values()):
            own = {name: outcome for name, outcome in by_name.items() if outcome}
            found[case] = {"rules": known[0]["rules"], **own}
    return found


def moved(found: Recorded, before: list[str], cases: list[str]) -> Recorded:
    """An entry as it was, with the places that its cases have now."""
    if "cases" not in found:
        return found
    names = {before[place] for place in numbers(found["cases"])}
    return {**found, "cases": spans([n for n, case in enumerate(cases) if case in names])}


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
