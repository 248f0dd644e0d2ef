"""The benchmark refuses what is no measurement, and ranks nothing that noise could have made."""

import asyncio
import os
import re
import shutil
import signal
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import psutil
import pytest

from tests.bench.clients import send
from tests.bench.clients.plain import Client
from tests.bench.figures import ranking, spread
from tests.bench.refusals import refusal
from tests.bench.rounds import order
from tests.bench.rows import Request
from tests.bench.samples import Sample
from tests.tools.environments import IMPLEMENTATIONS, REQUIREMENTS

CONNECTIONS = 4
REQUEST = Request("/", connections=CONNECTIONS, seconds=0.3)
GOOD = Sample(1000, 1.0, errors=0, open_seconds=4.0, mean_ms=4.0, p50_ms=4.0, p99_ms=6.0)


class Handler(BaseHTTPRequestHandler):
    """Answers with the status that the path names."""

    protocol_version = "HTTP/1.1"
    wbufsize = -1  # head and body in one piece

    def do_GET(self) -> None:
        self.send_response(int(self.path[1:] or 200))
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, *_: object) -> None:
        pass


class Server(ThreadingHTTPServer):
    def handle_error(self, *_: object) -> None:
        """A client that has seen enough goes without a word."""


class SlowClient(Client):
    """A planted fault: it is busy with itself between two requests."""

    def message(self) -> bytes:
        until = time.perf_counter() + 0.02
        while time.perf_counter() < until:
            pass
        return super().message()


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with Server(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def take(kind: type[Client], url: str, path: str = "/") -> Sample:
    task: dict[str, Any] = {**vars(REQUEST), "url": url, "path": path, "pool": []}
    return Sample(**asyncio.run(kind(task).run()))


def test_a_slow_client_is_refused_by_littles_law(url: str) -> None:
    reason = refusal([take(SlowClient, url)], REQUEST, None)
    assert reason is not None
    assert re.match(r"the client was the limit: its connections waited .* \d+% of the time", reason)


def test_a_client_that_always_waits_is_not_refused() -> None:
    half = replace(GOOD, mean_ms=2.0)
    assert refusal([GOOD], REQUEST, None) is None
    assert "50% of the time" in str(refusal([half], REQUEST, None))


def test_an_error_is_refused(url: str) -> None:
    reason = refusal([take(Client, url, "/500")], REQUEST, None)
    assert reason is not None
    assert re.fullmatch(r"(\d+) of \1 requests failed", reason)


@pytest.mark.parametrize("which", [shutil.which, lambda _: None], ids=["as found", "without wrk"])
def test_the_client_of_this_machine_counts_errors(
    which: Any, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", which)
    sample = send(url, replace(REQUEST, path="/503"), tmp_path)
    assert 0 < sample.errors == sample.requests


@pytest.mark.parametrize("which", [shutil.which, lambda _: None], ids=["as found", "without wrk"])
def test_the_client_of_this_machine_counts_statuses(
    which: Any, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", which)
    for status in (200, 503):
        sample = send(url, replace(REQUEST, path=f"/{status}", counted=True), tmp_path)
        assert sample.statuses == {str(status): sample.requests}
        assert sample.socket_errors == 0


def test_an_interrupted_run_leaves_no_client_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen, wrk = tmp_path / "pid", tmp_path / "wrk"
    wrk.write_text(f"#!/bin/sh\necho $$ > {seen}\nexec sleep 60\n")
    wrk.chmod(0o755)
    monkeypatch.setattr(shutil, "which", lambda _: str(wrk))
    timer = threading.Timer(0.5, os.kill, [os.getpid(), signal.SIGINT])
    timer.start()
    with pytest.raises(KeyboardInterrupt):
        send("http://127.0.0.1:1", REQUEST, tmp_path)
    assert not psutil.pid_exists(int(seen.read_text()))


def test_one_error_in_five_rounds_is_refused() -> None:
    samples = [*[GOOD] * 4, replace(GOOD, errors=1)]
    assert refusal(samples, REQUEST, None) == "1 of 5000 requests failed"


def test_a_row_that_needs_half_of_what_the_client_can_do_is_refused() -> None:
    assert refusal([GOOD], REQUEST, ceiling=2000) is None
    assert "more than half" in str(refusal([GOOD], REQUEST, ceiling=1999))


def test_a_client_that_takes_its_whole_processor_is_refused() -> None:
    busy = replace(GOOD, client_seconds=0.9)
    assert "took 90% of its processor" in str(refusal([busy], REQUEST, None))


def test_a_sample_that_is_too_short_is_refused() -> None:
    short = replace(GOOD, requests=5, mean_ms=800.0)
    assert "too short" in str(refusal([short], REQUEST, None))


def test_the_same_server_twice_has_no_rank() -> None:
    one, again = spread([10, 11, 12, 13, 14]), spread([10.5, 10.9, 12.1, 12.8, 14.2])
    assert ranking({"flask": one, "flask_again": again}) == "not separable"


def test_two_that_every_round_tells_apart_have_a_rank_though_a_third_overlaps_both() -> None:
    slow, fast, middle = spread([20, 21]), spread([10, 11]), spread([10.4, 20.2])
    words = ranking({"slow": slow, "fast": fast, "middle": middle})
    assert words == "fast leads slow (2 times); no other pair is separable"


def test_of_what_every_round_tells_apart_each_pair_has_a_rank() -> None:
    spreads = {"few": spread([10, 11]), "most": spread([40, 42]), "many": spread([20, 22])}
    words = ranking(spreads, most_first=True)
    assert words == "most leads many (2 times), few (3.9 times); many leads few (2 times)"


def test_rounds_are_interleaved_and_every_other_one_is_reversed() -> None:
    cases: list[Any] = ["a", "b", "c"]
    found: list[Any] = list(order(cases, 3))
    assert found == [["a", "b", "c"], ["c", "b", "a"], ["a", "b", "c"]]


def test_the_yardsticks_have_the_versions_of_the_implementations() -> None:
    pin = re.compile(r"^([a-z\d-]+)==(\S+)((?: ; [^\\]*)?)", re.MULTILINE)
    locked = {
        name: set(pin.findall(file.read_text("utf-8"))) for name, file in REQUIREMENTS.items()
    }
    theirs = set().union(*(locked[name] for name in IMPLEMENTATIONS))
    names = {name for name, *_ in theirs}
    assert {found[:2] for found in locked["bench"] if found[0] in names} <= {f[:2] for f in theirs}
