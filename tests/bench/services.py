"""Servers under measurement: started as their READMEs say, each with its process at hand."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from tests.bench.machine import pinned
from tests.support.implementations import readme_command
from tests.support.servers import ROOT, Program, Server, launch, stop
from tests.tools.environments import FOLDERS, IMPLEMENTATIONS

YARDSTICKS = ROOT / "tests" / "bench" / "yardsticks"
# As the textbook forms are served beside the implementations: the same server, the same loop.
WSGI = "granian --interface wsgi --port {port} --blocking-threads 4 --log-level warning"
ASGI = "granian --interface asgi --no-ws --port {port} --loop asyncio --log-level warning"
RAW = (
    "granian --interface {kind} --port {{port}} --blocking-threads 1 --log-level warning raw:{app}"
)


@dataclass(frozen=True)
class Plan:
    """What to start: a name, a command, the database behind it."""

    name: str
    command: str
    database_url: str
    home: str
    python: str
    live: str = "/hello"
    settings: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Service:
    """A started server."""

    plan: Plan
    server: Server
    start_seconds: float

    @property
    def url(self) -> str:
        return self.server.url

    def processes(self) -> list[psutil.Process]:
        main = psutil.Process(self.server.process.pid)
        return [main, *main.children(recursive=True)]

    def cpu_seconds(self) -> float:
        """Processor time of the server and its workers since they started."""
        times = [process.cpu_times() for process in self.processes()]
        return sum(each.user + each.system for each in times)

    def memory_mib(self) -> float:
        """Resident memory of the largest process, which is the worker."""
        return max(process.memory_info().rss for process in self.processes()) / 2**20


def implementation(name: str, python: str, database_url: str) -> Plan:
    home = str(FOLDERS[name])
    return Plan(name, readme_command(name), database_url, home, python, "/health/live")


def yardstick(name: str, command: str, python: str, database_url: str, **settings: str) -> Plan:
    """One of the applications that belong to the benchmark."""
    return Plan(name, command, database_url, str(YARDSTICKS), python, settings=settings)


def start(plan: Plan, log: Path, processor: int | None) -> Service:
    implementation = plan.name if plan.name in IMPLEMENTATIONS else "bench"
    program = Program(implementation, plan.python, plan.database_url, str(log), plan.home)
    command = tuple(plan.command.split())
    began = time.perf_counter()
    with pinned(processor):
        server = launch(program, plan.settings, command=command, live=plan.live)
    return Service(plan, server, time.perf_counter() - began)


@contextmanager
def started(plans: list[Plan], log: Path, processor: int | None) -> Iterator[list[Service]]:
    """Start one after the other, so that each start is timed alone; stop them all."""
    services: list[Service] = []
    try:
        for plan in plans:
            services.append(start(plan, log, processor))
        yield services
    finally:
        stop(*(service.server for service in services))
