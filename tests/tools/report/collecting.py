"""Keep what the cases of a run did, and write it down at the end."""

import re
import shlex
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.support.servers import ROOT
from tests.support.summary import Summary
from tests.support.target_plugin import TARGETS
from tests.tools.report.record import Failure, Record, Versions
from tests.tools.report.recording import contract, target_record
from tests.tools.report.versions import suite_versions, versions_of
from tests.tools.report.writing import write

MESSAGE_SHOWN = 4000


class Collector:
    """Listens in the process which hears of every case."""

    def __init__(self, config: pytest.Config, summary: Summary) -> None:
        self.config = config
        self.summary = summary
        self.began = datetime.now(UTC)
        self.start = time.monotonic()
        self.failures: list[Failure] = []
        self.versions: dict[str, Versions] = {}

    @pytest.hookimpl
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        about: dict[str, Any] = dict(report.user_properties)
        if report.failed and "target" in about:
            failure: Failure = {
                "target": about["target"],
                "case": case_name(report.nodeid, about["target"]),
                "rules": about["rules"],
                "message": message(report),
                "exchanges": about.get("exchanges", []),
            }
            self.failures.append(failure)

    @pytest.hookimpl(trylast=True)
    def pytest_sessionstart(self) -> None:
        """While the databases are up."""
        with ThreadPoolExecutor() as pool:
            targets = self.config.stash[TARGETS]
            versions = pool.map(versions_of, targets.values())
            self.versions = dict(zip(targets, versions, strict=True))

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if any(result.cases for result in self.summary.results.values()):
            folder: Path = self.config.option.report
            write(folder, self.record())
            terminalreporter.write_line(f"The report is {folder / 'index.html'}")

    def record(self) -> Record:
        gaps = self.summary.missing()
        return {
            "began": self.began.isoformat(timespec="seconds"),
            "seconds": round(time.monotonic() - self.start, 1),
            "arguments": without_folders(shlex.join(self.config.invocation_params.args)),
            "whole": self.summary.is_whole,
            "interrupted": self.summary.interrupted,
            "contract": contract(),
            "suite": suite_versions(),
            "targets": [
                target_record(name, result, gaps, self.versions[name], case_name)
                for name, result in self.summary.results.items()
            ],
            "failures": self.failures,
        }


def case_name(nodeid: str, target: str) -> str:
    """The name which a case has for every target."""
    head, bracket, rest = nodeid.removeprefix("tests/").partition("[")
    if not bracket:
        return head
    given = f"-{rest.removesuffix(']')}-".replace(f"-{target}-", "-", 1)[1:-1]
    return f"{head}[{given}]" if given else head


def without_folders(arguments: str) -> str:
    """The arguments, of each absolute path its last part only."""
    return re.sub(r"(?<![\w/:.])/(?:[^\s'/]+/)*(?=[^\s'/])", "", without_root(arguments))


def without_root(text: str) -> str:
    """A text without the folders of the machine on which the run was."""
    for folder in (ROOT, Path(tempfile.gettempdir()), Path.home()):
        text = text.replace(f"{folder}/", "")
    return text


def message(report: pytest.TestReport) -> str:
    """What went wrong, without the way there."""
    crash = getattr(report.longrepr, "reprcrash", None)
    text = without_root(crash.message if crash else report.longreprtext)
    return text if len(text) <= MESSAGE_SHOWN else text[:MESSAGE_SHOWN] + "…"


@pytest.hookimpl(trylast=True)
def pytest_configure(config: pytest.Config) -> None:
    summary = config.pluginmanager.get_plugin("contract-summary")
    if config.option.report and not config.option.collectonly and summary is not None:
        config.pluginmanager.register(Collector(config, summary), "contract-report")
