"""The table at the end of a run, and the checks that nothing of the contract was left out."""

from collections.abc import Generator
from typing import Any

import pytest

from tests.support.differences import COLUMNS
from tests.support.openapi_checks import OBSERVED, Observation, documented
from tests.support.results import TargetResult
from tests.support.rules import catalogue, chosen, needing, rules_of
from tests.support.target_plugin import has_database, has_siblings, target_name, target_names
from tests.support.targets import is_url

# No client can bring about the first. The others come where the suite starts the server, or where
# it takes the database away.
INTERNAL_ERROR, TOO_MANY_REQUESTS, UNAVAILABLE = 500, 429, 503


class Summary:
    """Collects the reports of all cases, from all processes of the run."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self.results = {name: TargetResult() for name in target_names(config)}
        self.interrupted = False

    @property
    def is_whole(self) -> bool:
        """Whether nothing was left out, by hand or because somebody stopped the run."""
        option = self.config.option
        narrowed = [option.keyword, option.markexpr, option.rule, getattr(option, "lf", False)]
        stopped = [option.maxfail, option.collectonly, self.interrupted]
        given = self.config.args != self.config.getini("testpaths")
        return not any([*narrowed, *stopped, given])

    @pytest.hookimpl
    def pytest_keyboard_interrupt(self) -> None:
        self.interrupted = True

    @pytest.hookimpl
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        about: dict[str, Any] = dict(report.user_properties)
        if "target" not in about:
            return
        result = self.results[about["target"]]
        passed = result.cases.get(report.nodeid, True)
        result.cases[report.nodeid] = passed and not report.failed
        if about["negative"]:
            result.negative.add(report.nodeid)
        for rule in about["rules"]:
            result.rules[rule].add(report.nodeid)
        if "alike" in about and report.when == "call":
            difference, columns = about["alike"]
            result.alike[difference].append(columns)
        result.observed |= {(name, status, kind) for name, status, kind in about["observed"]}

    def missing(self) -> list[str]:
        """What a run of the whole suite should have shown and did not."""
        if not self.is_whole:
            return []
        gaps = []
        for target, result in self.results.items():
            bare = [rule for rule in self._provable(target) if not result.rules.get(rule)]
            if bare and has_database(target):
                gaps.append(f"{target}: no case for {', '.join(bare)}")
            unseen = sorted(foreseen(target) - result.observed)
            if kinds := [" ".join(map(str, kind)) for kind in unseen]:
                gaps.append(f"{target}: never returned {', '.join(kinds)}")
        return gaps

    def _provable(self, target: str) -> list[str]:
        """The rules of which a run over these targets can tell anything."""
        together = has_siblings(self.config, target)
        return [rule for rule in catalogue() if together or rule not in needing("siblings")]

    def _shown(self) -> dict[str, str]:
        """All rules, or of a narrowed run those which were asked for and have cases."""
        wanted = chosen(self.config) or catalogue().keys()
        return {
            rule: title
            for rule, title in catalogue().items()
            if self.is_whole
            or (rule in wanted and any(result.rules.get(rule) for result in self.results.values()))
        }

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if self.missing() and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        shown = {name: result for name, result in self.results.items() if result.cases}
        if not shown:
            return
        write = terminalreporter.write_line
        terminalreporter.section("contract")
        write(" ".join([f"{'rule':32}", *(f"{name:>22}" for name in shown)]))
        for rule, title in self._shown().items():
            cells = (f"{result.cell(rule):>22}" for result in shown.values())
            write(" ".join([f"{rule:4}{title[:28]:28}", *cells]))
        for name, result in shown.items():
            write(f"{name}: {result}")
        for name, result in shown.items():
            if name.partition("@")[0] not in COLUMNS:
                for difference in result.alike:
                    title = catalogue()[difference]
                    write(f"{name}: {difference} {title}: {result.nearest(difference)}")
        for gap in self.missing():
            write(gap, red=True)


def foreseen(target: str) -> set[Observation]:
    """The documented responses which a whole run brings about at the target."""
    beyond = {INTERNAL_ERROR}
    beyond |= set() if has_database(target) else {UNAVAILABLE}
    beyond |= {TOO_MANY_REQUESTS} if is_url(target) else set()
    return {response for response in documented() if response[1] not in beyond}


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(Summary(config), "contract-summary")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    if name := target_name(item):
        negative = item.get_closest_marker("negative") is not None
        about = {"target": name, "rules": rules_of(item), "negative": negative}
        own = dict(item.user_properties) | about | {"observed": sorted(set(OBSERVED))}
        item.user_properties[:] = own.items()
    return (yield)


def pytest_runtest_teardown() -> None:
    OBSERVED.clear()
