"""Let the suite start its servers under coverage, and say which case runs: a plugin for pytest."""

import json
import os
import re
from collections.abc import Generator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.support.implementations import IMPLEMENTATIONS

FOLDER = Path(os.environ["EVIDENCE_FOLDER"])
NAME = os.environ["WRAPPED_NAME"]
CASE = FOLDER / "case"
BETWEEN = "between cases"
RULES: dict[str, set[str]] = {}
OUTCOMES: dict[str, str] = {}


def pytest_configure() -> None:
    """Servers and commands of the implementation are measured from here on."""
    implementation = IMPLEMENTATIONS[NAME]
    options = [word for word in implementation.serve[:-1] if word != "--factory"]
    serve = (*options, "wrapped.measured:application")
    IMPLEMENTATIONS[NAME] = replace(implementation, serve=serve)
    os.environ |= {
        "COVERAGE_PROCESS_START": str(FOLDER / "suite.ini"),
        "EVIDENCE_CASE": str(CASE),
        "PYTHONPATH": os.pathsep.join([str(FOLDER / "packages"), "."]),
    }
    CASE.write_text(BETWEEN, "utf-8")


def case_of(nodeid: str) -> str:
    """A case without its parameters; of the differences each is a case."""
    name, _, parameters = nodeid.removeprefix("tests/contract/").partition("[")
    difference = re.search(r"(X\d+)\.\d+ ", parameters)
    return f"{name}[{difference[1]}]" if difference else name


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, Any, Any]:
    CASE.write_text(case_of(item.nodeid), "utf-8")
    try:
        return (yield)
    finally:
        CASE.write_text(BETWEEN, "utf-8")


def pytest_runtest_setup(item: pytest.Item) -> None:
    rules = (str(rule) for mark in item.iter_markers("rule") for rule in mark.args)
    RULES.setdefault(case_of(item.nodeid), set()).update(rules)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """A case has passed if all of its parameters did, with what was prepared and cleaned up."""
    case = case_of(report.nodeid)
    OUTCOMES[case] = "failed" if report.failed else OUTCOMES.get(case, "passed")


def pytest_unconfigure() -> None:
    """Keep what became of the cases, together with those of an earlier run on another database."""
    file = FOLDER / "cases.json"
    before = json.loads(file.read_text("utf-8")) if file.exists() else {}
    cases = {
        case: {"rules": sorted(RULES[case]), "outcome": outcome}
        for case, outcome in OUTCOMES.items()
        if RULES[case]  # others are tests of the suite itself
    }
    failed = {case: entry for case, entry in before.items() if entry["outcome"] == "failed"}
    file.write_text(json.dumps({**before, **cases, **failed}), "utf-8")
