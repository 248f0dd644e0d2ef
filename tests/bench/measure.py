"""A stage from its start to its figures."""

import sys
import time
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.bench import equality
from tests.bench.endurance import Tally, crowds, exhaust
from tests.bench.figures import significant, spread
from tests.bench.machine import pinned
from tests.bench.rounds import Case, run
from tests.bench.services import Service, started
from tests.bench.stages import Load
from tests.tools.environments import IMPLEMENTATIONS


@dataclass
class Laps:
    """How long each part of a run takes, which must stay within ten minutes: seconds by part."""

    seconds: dict[str, int] = field(default_factory=dict)
    began: float = field(default_factory=time.perf_counter)

    def note(self, part: str) -> None:
        now = time.perf_counter()
        self.seconds[part] = round(now - self.began)
        self.began = now
        print(f"{part}: {self.seconds[part]} s", file=sys.stderr, flush=True)


@dataclass
class Run:
    """How this machine measures, and what has been measured so far."""

    folder: Path
    send: Tally
    rounds: int
    server_processor: int | None
    client_processor: int | None
    is_full: bool
    laps: Laps = field(default_factory=Laps)
    cases: list[Case] = field(default_factory=list)
    starts: dict[tuple[str, str], list[float]] = field(default_factory=lambda: defaultdict(list))
    memory: dict[tuple[str, str], dict[str, float]] = field(default_factory=dict)
    crowd: dict[str, Any] = field(default_factory=dict)

    def stage(self, name: str, loads: list[Load]) -> None:
        """Start all of it, look that all answer alike, and measure in rounds."""
        plans = [load.plan for load in loads]
        with started(plans, self.folder / "servers.log", self.server_processor) as services:
            cases = cases_of(loads, services)
            idle = [service.memory_mib() for service in services]
            self._note_starts(services)
            equality.check(cases)
            with pinned(self.client_processor):
                run(cases, self.rounds, self.send, self.folder)
                self.laps.note(name)
                if self.is_full and any(case.group == "endpoints" for case in cases):
                    self._endure(cases)
            self._note_memory(cases, services, idle)
        self.cases += cases

    def processes(self) -> dict[str, Any]:
        """processes.NAME.DATABASE: how soon each was there, and how much it held."""
        found: dict[str, Any] = defaultdict(dict)
        for (name, kind), seconds in self.starts.items():
            memory = self.memory.get((name, kind), {})
            found[name][kind] = {"start_s": spread(seconds).rounded(), **memory}
        return found

    def _endure(self, cases: list[Case]) -> None:
        self.crowd = crowds(cases, self.send, self.folder)
        self.laps.note("512 connections")
        exhaust(cases, self.send, self.folder)
        self.laps.note("20,000 requests and 500 logins")

    def _note_starts(self, services: list[Service]) -> None:
        for service in services:
            if service.plan.name in IMPLEMENTATIONS and service.plan.live != "/hello":
                self.starts[key(service)].append(service.start_seconds)

    def _note_memory(self, cases: list[Case], services: list[Service], idle: list[float]) -> None:
        """Of those whose writes and logins were measured."""
        for service, before in zip(services, idle, strict=True):
            own = [case for case in cases if case.service is service]
            if any(case.group == "endpoints" for case in own):
                self.memory[key(service)] = {
                    "idle_mib": significant(before),
                    "loaded_mib": significant(service.memory_mib()),
                    "requests": self.send.requests[service.url],
                    "logins": self.send.logins[service.url],
                    "failed": self.send.failed[service.url],
                }


def key(service: Service) -> tuple[str, str]:
    return service.plan.name, service.plan.database_url.partition(":")[0]


def cases_of(loads: list[Load], services: list[Service]) -> list[Case]:
    return [
        Case(
            *(place.group, place.row, place.database, place.name),
            service=service,
            request=request,
            after=load.undo if request.writes else None,
        )
        for load, service in zip(loads, services, strict=True)
        for place, request in load.requests.items()
    ]
