"""What a process goes through after the rounds: a crowd, then so many requests and logins.

No figure of speed comes of it, but whether all was answered, and what the process holds then.
"""

from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from tests.bench.figures import significant
from tests.bench.machine import release
from tests.bench.rounds import Case, Send
from tests.bench.rows import Request
from tests.bench.samples import Sample
from tests.support.api_client import API

CROWD, CROWD_SECONDS = 512, 10
REQUESTS, LOGINS = 20_000, 500
BUSY = 503
LOGIN = f"{API}/tokens"


@dataclass
class Tally:
    """A client that remembers how many requests and logins it sent to each server."""

    send: Send
    requests: Counter[str] = field(default_factory=Counter)
    logins: Counter[str] = field(default_factory=Counter)
    failed: Counter[str] = field(default_factory=Counter)

    def __call__(self, url: str, request: Request, folder: Path) -> Sample:
        sample = self.send(url, request, folder)
        self.requests[url] += sample.requests
        self.failed[url] += sample.errors
        if request.path == LOGIN:
            self.logins[url] += sample.requests - sample.errors
        return sample


def crowds(cases: Sequence[Case], send: Send, folder: Path) -> dict[str, Any]:
    """crowd.ROW.DATABASE.NAME: what 512 connections were answered for 10 s."""
    found: dict[str, Any] = {}
    for case in cases:
        if case.group == "endpoints" and case.row in ("list", "create"):
            request = replace(case.request, connections=CROWD, seconds=CROWD_SECONDS, counted=True)
            sample = send(case.service.url, request, folder)
            _undo(case)
            cells = found.setdefault(case.row, {}).setdefault(case.database, {})
            cells[case.name] = crowd(sample, case.request.status)
    return found


def crowd(sample: Sample, status: int) -> dict[str, Any]:
    """What came, and how much of it is neither the right response nor 503."""
    right = {str(status), str(BUSY)}
    others = sum(count for each, count in sample.statuses.items() if each not in right)
    return {
        "requests": sample.requests,
        "statuses": dict(sorted(sample.statuses.items())),
        "socket_errors": sample.socket_errors,
        "wrong": others + sample.socket_errors,
        "rate": significant(sample.rate),
        "p50_ms": significant(sample.p50_ms),
        "p99_ms": significant(sample.p99_ms),
    }


def exhaust(cases: Sequence[Case], tally: Tally, folder: Path) -> None:
    """Whatever a process lacks of the requests and logins, over 64 connections.

    On both databases at once and on every processor, as nothing is timed any more.
    """
    own = [case for case in cases if case.group == "endpoints"]
    for process in {process.pid for case in own for process in case.service.processes()}:
        release(process)

    def finish(database: str) -> None:
        for case in [case for case in own if case.database == database]:
            if case.row == "login":
                _until(tally.logins, LOGINS, case, tally, folder)
                _until(tally.requests, REQUESTS, _post_of(case, own), tally, folder)
                _undo(case)

    databases = {case.database for case in own}
    with ThreadPoolExecutor(max(len(databases), 1)) as pool:
        list(pool.map(finish, databases))


def _until(counter: Counter[str], most: int, case: Case, tally: Tally, folder: Path) -> None:
    """Send until so many are counted; where all fail, they are missing in the report."""
    request = replace(case.request, connections=64, seconds=1.0, counted=True)
    while counter[case.service.url] < most:
        sample = tally(case.service.url, request, folder)
        if sample.requests == sample.errors:
            return


def _post_of(login: Case, cases: Sequence[Case]) -> Case:
    return next(each for each in cases if each.service is login.service and each.row == "post")


def _undo(case: Case) -> None:
    if case.after:
        case.after()
