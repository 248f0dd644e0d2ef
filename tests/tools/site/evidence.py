"""What `./nox -s evidence` found out: the cases that ran a unit, and the lines none did."""

import json
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from typing import Any

from tests.tools.environments import ROOT
from tests.tools.site.units import Unit

FILE = ROOT / "build" / "evidence.json"


@dataclass(frozen=True)
class Evidence:
    """Names of test functions, and line numbers in the file of the unit."""

    cases: tuple[str, ...]
    missing: tuple[int, ...]


@cache
def _recorded() -> dict[str, Any]:
    recorded: dict[str, Any] = json.loads(FILE.read_text("utf-8")) if FILE.exists() else {}
    return recorded


def evidence(unit: Unit) -> Evidence | None:
    """What is known of a unit; None where nothing was recorded, or its file has changed since."""
    found = _recorded().get(unit.file)
    if not found or found["digest"] != sha256((ROOT / unit.file).read_bytes()).hexdigest():
        return None
    inside = range(unit.first, unit.last + 1)
    cases = {case for line in inside for case in found["lines"].get(str(line), [])}
    names = sorted({case.partition("::")[2] for case in cases})
    return Evidence(tuple(names), tuple(line for line in found["missing"] if line in inside))
