"""Put what a run has shown in the shape of report.json."""

from collections.abc import Callable

from tests.support.openapi_checks import CONTRACT, documented
from tests.support.results import TargetResult
from tests.support.rules import entries
from tests.support.summary import foreseen
from tests.tools.report.record import Contract, TargetRecord, Versions


def contract() -> Contract:
    """What of the contract a page needs beside the run."""
    members = ("id", "title", "sentence", "standard")
    return {
        "title": CONTRACT["info"]["title"],
        "version": CONTRACT["info"]["version"],
        "rules": [{name: entry[name] for name in members} for entry in entries()],
        "documented": sorted(documented()),
    }


def target_record(
    name: str,
    result: TargetResult,
    gaps: list[str],
    versions: Versions,
    case_name: Callable[[str, str], str],
) -> TargetRecord:
    """What one target did, its cases named as for every other."""
    names = {nodeid: case_name(nodeid, name) for nodeid in result.cases}
    prefix = f"{name}: "
    return {
        "name": name,
        "negative": len(result.negative),
        "cases": {names[nodeid]: passed for nodeid, passed in sorted(result.cases.items())},
        "rules": {
            rule: sorted(names[nodeid] for nodeid in cases) for rule, cases in result.rules.items()
        },
        "foreseen": sorted(foreseen(name)),
        "observed": sorted(result.observed),
        "gaps": [gap.removeprefix(prefix) for gap in gaps if gap.startswith(prefix)],
        "versions": versions,
    }
