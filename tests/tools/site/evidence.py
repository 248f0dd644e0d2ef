"""What `./nox -s evidence` found out: the cases that ran a unit, and the lines that nothing ran."""

import json
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from typing import Any

from tests.tools.environments import IMPLEMENTATIONS, ROOT
from tests.tools.site.cases import Case, all_cases
from tests.tools.site.units import Unit

FILE = ROOT / "docs" / "evidence.json"
MOST_NAMED = 12


@dataclass(frozen=True)
class Evidence:
    """What ran a unit: cases, else the folder's own tests, else `runs` says when it does."""

    cases: tuple[Case, ...]
    own: tuple[str, ...]
    runs: str
    missing: tuple[int, ...]

    def first(self, rules: tuple[str, ...]) -> list[Case]:
        """Some of the cases: those of these rules come first, in their order."""

        def place(case: Case) -> int:
            return min((rules.index(rule) for rule in case.rules if rule in rules), default=99)

        return sorted(self.cases, key=place)[:MOST_NAMED]

    def other_rules(self, rules: tuple[str, ...]) -> list[str]:
        """The rules of the cases that are not among the first."""
        rest = set(self.cases) - set(self.first(rules))
        found = {rule for case in rest for rule in case.rules}
        return sorted(found, key=lambda rule: (rule[0], int(rule[1:])))


@cache
def recorded() -> dict[str, Any]:
    """The file as it stands; with nothing in it where there was no run yet."""
    empty: dict[str, Any] = {"ran": "", "cases": {}, "units": {}}
    return json.loads(FILE.read_text("utf-8")) if FILE.exists() else empty


def digest(unit: Unit) -> str:
    """What changes as soon as the text of a unit does, wherever in its file it stands."""
    return sha256(unit.code.encode()).hexdigest()[:12]


def key(unit: Unit) -> str:
    """The name of a unit in the file."""
    return f"{unit.file}:{unit.name}".rstrip(":")


def is_measurable(unit: Unit) -> bool:
    """Whether there is something to run in it."""
    return unit.file.endswith(".py")


def is_stale(unit: Unit) -> bool:
    """Whether a unit has changed since the last run, or is newer."""
    return is_measurable(unit) and recorded()["units"].get(key(unit), {}).get("digest") != digest(
        unit
    )


def evidence(unit: Unit) -> Evidence | None:
    """What is known of a unit; None where it changed since, and where nothing can run."""
    if is_stale(unit) or not is_measurable(unit):
        return None
    found, known = recorded()["units"][key(unit)], all_cases()
    cases = list(recorded()["cases"])
    names = [cases[place] for place in numbers(found.get("cases", ""))]
    return Evidence(
        tuple(known[name] for name in names if name in known),
        tuple(found.get("own", ())),
        found.get("runs", ""),
        tuple(unit.first + line - 1 for line in numbers(found.get("missing", ""))),
    )


def outcomes(case: Case) -> dict[str, str]:
    """What became of a case in the last run, by implementation."""
    found = recorded()["cases"].get(case.id, {})
    return {name: found.get(name, "not run") for name in IMPLEMENTATIONS}


def summary(cases: list[Case]) -> str:
    """What became of the cases of a rule, in a few words."""
    found = [outcome for case in cases for outcome in outcomes(case).values()]
    failed, ran = found.count("failed"), len(found) - found.count("not run")
    if not ran:
        return "not part of this run"
    return f"{failed} of {ran} results are failures" if failed else "all passed"


def numbers(spans: str) -> list[int]:
    """What `1-4,7` stands for."""
    ends = [span.partition("-") for span in spans.split(",") if span]
    return [n for first, _, last in ends for n in range(int(first), int(last or first) + 1)]
