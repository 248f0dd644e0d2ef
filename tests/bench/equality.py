"""All bodies are equal before anything is measured: a faster answer to another question is none."""

import json
from collections.abc import Sequence
from typing import Any

from tests.bench.rounds import Case, answer
from tests.support.servers import LaunchError

# In the textbook forms, times are spelled as each framework does.
COMPARED = ("id", "title", "body", "status", "author")


def check(cases: Sequence[Case]) -> None:
    """Stop the run if two services answer the same request differently."""
    seen: dict[tuple[str, str, str], tuple[str, Any]] = {}
    for case in cases:
        status, body = answer(case.service.url, case.request)
        if status != case.request.status:
            raise LaunchError(f"{_name(case)}: {status} instead of {case.request.status}: {body!r}")
        if case.request.writes:
            if case.after:
                case.after()
            continue
        key = (case.group, case.row, case.database)
        name, first = seen.setdefault(key, (case.name, content(case.group, body)))
        if content(case.group, body) != first:
            raise LaunchError(f"{_name(case)} is not what {name} answers.")


def content(group: str, body: bytes) -> Any:
    """What must be equal: all of it, of the textbook forms what a page of posts says."""
    parsed = json.loads(body) if body else None
    if group == "endpoints" or not isinstance(parsed, dict):
        return parsed
    items = parsed.get("items") or parsed.get("results") or [parsed]
    return [{name: item.get(name) for name in COMPARED} for item in items]


def _name(case: Case) -> str:
    return f"{case.group} {case.row} of {case.name} on {case.database}"
