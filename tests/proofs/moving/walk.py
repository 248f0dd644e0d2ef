"""One way from one implementation to another, step by step."""

from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from functools import partial
from types import MappingProxyType

from tests.proofs.load.cells import Cells
from tests.proofs.load.table import Table
from tests.proofs.moving.clients import across
from tests.proofs.moving.database import Joining
from tests.proofs.moving.nginx import Proxy
from tests.proofs.moving.seen import misplaced, suite
from tests.proofs.outages.outcome import Outcome
from tests.support.servers import Server, free_port, launch, stop
from tests.tools.site.moving import Guide, Step, steps
from tests.tools.site.routes import routes, upstreams

SETTINGS = {"TRUSTED_PROXY_COUNT": "1"}


class Walk:
    """Both implementations and nginx, for as long as the block lasts."""

    def __init__(self, guide: Guide, cells: Cells, table: Table) -> None:
        self.guide, self.table = guide, table
        self.old = cells.program(guide.before, "postgresql")
        self.new = Joining(guide, self.old.database_url, cells)
        self.started = ExitStack()

    def __enter__(self) -> "Walk":
        self.server = self._launched(launch(self.old, SETTINGS))
        self.port = free_port()
        places = self.server.url.removeprefix("http://"), f"127.0.0.1:{self.port}"
        self.places = upstreams(self.guide, *places)
        text = (self.old.folder / "deploy/nginx.conf").read_text("utf-8")
        self.proxy = Proxy(text, self.places + routes(self.guide, steps()[0]))
        self.started.callback(self.proxy.stop)
        return self

    def __exit__(self, *_: object) -> None:
        self.started.close()

    def go(self) -> None:
        """From the old one alone to the new one alone."""
        first, *others = steps()
        self.step(first, self.join)
        for step in others:
            self.step(step, partial(self.switch, step))
        outcome = across(self.proxy.url, self.new.take_over)
        self.add("afterwards", outcome, self.new.findings())

    def join(self) -> None:
        """Let the new one take the database as it is, and serve beside the old one."""
        self.new.join()
        self._launched(launch(self.new.program, SETTINGS, self.port))

    def switch(self, step: Step) -> None:
        self.proxy.switch(self.places + routes(self.guide, step))
        if step.is_last:
            stop(self.server)

    def step(self, step: Step, switch: Callable[[], None]) -> None:
        """Switch while clients work, then see that each operation is served as it should be."""
        outcome = across(self.proxy.url, switch)
        if step.is_last:
            status = self.server.process.returncode
            outcome.require(status == 0, f"the old one ended with status {status}")
        self.proxy.asked()
        passed, findings = suite(self.proxy.url)
        asked = self.proxy.asked()
        findings += misplaced(self.guide, step, asked)
        services = Counter(service for service, *_ in asked)
        self.add(step.title, outcome, findings, cases=passed, services=services)

    def add(
        self,
        title: str,
        outcome: Outcome,
        findings: list[str],
        cases: int = 0,
        services: Mapping[str, int] = MappingProxyType({}),
    ) -> None:
        """A row: requests of the clients, cases that passed, and who served those."""
        row = {
            "path": self.guide.id,
            "step": title,
            "requests": len(outcome.responses),
            "cases": cases,
            "by the old": services.get(self.guide.before, 0),
            "by the new": services.get(self.guide.after, 0),
        }
        self.table.add(row, [*outcome.errors, *outcome.lost, *findings])

    def _launched(self, server: Server) -> Server:
        self.started.callback(stop, server)
        return server
