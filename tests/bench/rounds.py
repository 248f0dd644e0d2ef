"""Rounds of samples: each case once a round, and every other round backwards."""

import http.client
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urlsplit

from tests.bench.rows import UPDATED, Request
from tests.bench.samples import Sample
from tests.bench.services import Service

Send = Callable[[str, Request, Path], Sample]


@dataclass
class Case:
    """A request to a service; where its figures belong, and what comes after each sample."""

    group: str
    row: str
    database: str
    name: str
    service: Service
    request: Request
    after: Callable[[], None] | None = None
    samples: list[Sample] = field(default_factory=list)


def order(cases: Sequence[Case], rounds: int) -> Iterator[list[Case]]:
    """Every other round backwards, so that what drifts in the machine affects all cases alike."""
    for number in range(rounds):
        yield list(cases) if number % 2 == 0 else list(reversed(cases))


def run(cases: Sequence[Case], rounds: int, send: Send, folder: Path) -> None:
    """Take a sample of each case in every round.

    A server whose turn comes gets one before that, which is thrown away: while others had theirs,
    it lost its place in the processor's caches, which would cost it more than what is measured.
    """
    for case in cases:
        _greet(case)
    for each in order(cases, rounds):
        for before, case in zip([None, *each], each, strict=False):
            if before is None or before.service is not case.service:
                _warm(case, send, folder)
            case.samples.append(sample(case, send, folder))


def sample(case: Case, send: Send, folder: Path) -> Sample:
    before = case.service.cpu_seconds()
    taken = send(case.service.url, case.request, folder)
    spent = case.service.cpu_seconds() - before
    _undo(case)
    return replace(taken, cpu_seconds=spent)


def answer(url: str, request: Request) -> tuple[int, bytes]:
    """The response to one request; an update is of the first post that may be updated."""
    path, headers, body = request.path, dict(request.headers), request.body
    if request.updates:
        post = UPDATED[0]
        path, body, headers["If-Match"] = f"{path}/{post}", body % 0, f'"{post}-1"'
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=30)
    try:
        connection.request(request.method, path, body.encode() or None, headers)
        response = connection.getresponse()
        return response.status, response.read()
    finally:
        connection.close()


def _greet(case: Case) -> None:
    """Let what is made at the first request of a kind be made, such as a compiled statement."""
    for _ in range(3):
        answer(case.service.url, case.request)
    _undo(case)


def _warm(case: Case, send: Send, folder: Path) -> None:
    if case.request.sparse:  # what waits has nothing to lose
        return
    short, few = min(case.request.seconds / 2, 0.1), min(case.request.connections, 16)
    send(case.service.url, replace(case.request, seconds=short, connections=few), folder)
    _undo(case)


def _undo(case: Case) -> None:
    if case.after:
        case.after()
