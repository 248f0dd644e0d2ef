"""The rows of one way to deploy, and its logs, which stay in report/deployment/."""

import re
from pathlib import Path

from tests.deployment.machine import empty_database
from tests.proofs.load.table import Table
from tests.proofs.outages.outcome import Outcome
from tests.support.implementations import IMPLEMENTATIONS
from tests.support.servers import ROOT


class Checks:
    def __init__(self, name: str, table: Table) -> None:
        self.name, self.table = name, table
        self.logs = ROOT / "report" / "deployment" / name
        self.logs.mkdir(parents=True, exist_ok=True)
        for log in self.logs.iterdir():
            log.unlink()
        empty_database()

    @property
    def folder(self) -> Path:
        return ROOT / IMPLEMENTATIONS[self.name].folder

    def add(self, check: str, seen: str, findings: list[str]) -> None:
        """A row: what was looked at, a figure, and what is wrong."""
        self.table.add({"target": self.name, "check": check, "seen": seen}, findings)

    def add_outcome(self, check: str, outcome: Outcome) -> None:
        seen = f"{len(outcome.responses)} requests"
        self.add(check, seen, [*outcome.errors, *outcome.lost])

    def add_start(self, logs: list[Path]) -> None:
        """The server has nothing to warn of."""
        lines = [line for log in logs for line in log.read_text("utf-8").splitlines()]
        wrong = [line for line in lines if re.search("warn|error|traceback", line, re.IGNORECASE)]
        self.add("start without a warning", "", wrong)
