"""Measured figures, as the last full run of the benchmark left them in docs/bench.json."""

import json
from typing import Any

from tests.tools.environments import ROOT
from tests.tools.site.facts import Evidence, EvidenceError, compare

FIGURES = ROOT / "docs" / "bench.json"
PLACES = {"environments": "processes"}


def figure(path: str, table: dict[str, Any]) -> Evidence:
    """A measured value of docs/bench.json, by the keys that lead to it, and what it is in words."""
    found = _measured(path)
    compare(path, str(found), table["is"], table)
    shown = f"{found:,.0f}" if abs(found) >= 100 else f"{found:.3g}"
    # The page has a place for each row on each database, and for what else was measured.
    steps = path.split(".")
    place = PLACES.get(steps[0], steps[0])
    if place == "results":
        place = "-".join(steps[1:4])
    page = f"bench.html#{place}"
    return Evidence("figure", table["title"], page=page, values={"value": shown})


def judged(claim: str, table: dict[str, Any]) -> Evidence:
    """A verdict of the benchmark, which must be the one that `is` says, and why."""
    found = _measured(f"claims.{claim}")
    compare(f"claims.{claim}", found["verdict"], table["is"], table)
    page = f"bench.html#claim-{claim}"
    return Evidence("figure", found["claim"], page=page, values={"because": found["because"]})


def _measured(path: str) -> Any:
    """What stands in docs/bench.json at the end of these keys, unless its row was refused."""
    found: Any = json.loads(FIGURES.read_text("utf-8")) if FIGURES.exists() else {}
    for key in path.split("."):
        if not isinstance(found, dict) or key not in found:
            raise EvidenceError(f"there is no figure {path}")
        found = found[key]
        if isinstance(found, dict) and found.get("refused"):
            raise EvidenceError(f"{path} was refused: {found['refused']}")
    return found
