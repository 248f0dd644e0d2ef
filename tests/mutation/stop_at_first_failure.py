"""A pytest plugin for one mutant: the cases of its rules first, and the end at the first failure.

Only a case which fails by itself counts: a fixture which breaks proves no rule, so it does not end
the run.
"""

import json
import os
from pathlib import Path

import pytest

RULES = "MUTANT_RULES"
RESULT = "MUTANT_RESULT"


class StopAtFirstFailure:
    def __init__(self, rules: set[str], result: Path) -> None:
        self.rules, self.result = rules, result

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        cases = [item for item in items if "target" in getattr(item, "fixturenames", ())]
        items[:] = sorted(cases, key=lambda item: self.rules.isdisjoint(rules_of(item)))

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> object:
        response = yield
        if self.result.exists():
            item.session.shouldstop = "the mutant is killed"
        return response

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call" and report.failed:
            rules = dict(report.user_properties).get("rules", [])
            self.result.write_text(json.dumps({"case": report.nodeid, "rules": rules}))


def rules_of(item: pytest.Item) -> set[str]:
    return {given for mark in item.iter_markers("rule") for given in mark.args}


def pytest_configure(config: pytest.Config) -> None:
    rules = set(os.environ[RULES].split(","))
    config.pluginmanager.register(StopAtFirstFailure(rules, Path(os.environ[RESULT])), "hunt")
