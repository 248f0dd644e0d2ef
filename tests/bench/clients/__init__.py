"""The client of a run: wrk where the machine has it, else a small one of our own."""

import os
import re
import shutil
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

from tests.bench.rows import UPDATED, Request
from tests.bench.samples import Sample, read_sample, write_task
from tests.support.servers import ROOT, LaunchError

SCRIPT = Path(__file__).with_name("wrk.lua")
# wrk takes whole seconds; so its script says when it has seen enough, and it is stopped then.
LONG = "60s"


def client_name() -> str:
    """The client that will measure, as the page names it; where there is no wrk, it says so."""
    if wrk := shutil.which("wrk"):
        done = subprocess.run([wrk, "-v"], capture_output=True, text=True, check=False)
        found = re.search(r"wrk \S+", done.stdout)
        return found.group() if found else "wrk"
    return "tests/bench/clients/plain.py, as there is no wrk: it costs more, and refuses more rows"


def send(url: str, request: Request, folder: Path) -> Sample:
    """Send a request for its seconds over its connections, from a process of its own."""
    before = os.times()
    sample = _send(url, request, folder)
    after = os.times()
    spent = after.children_user + after.children_system
    spent -= before.children_user + before.children_system
    return replace(sample, client_seconds=spent)


def _send(url: str, request: Request, folder: Path) -> Sample:
    if wrk := shutil.which("wrk"):
        return _send_by_wrk(wrk, url, request)
    task = folder / f"task-{urlsplit(url).port}.json"
    write_task(task, url, request)
    command = [sys.executable, "-m", "tests.bench.clients.plain", str(task)]
    return read_sample(subprocess.check_output(command, text=True, cwd=ROOT))


def _send_by_wrk(wrk: str, url: str, request: Request) -> Sample:
    headers = [f"--header={name}: {value}" for name, value in request.headers.items()]
    command = [wrk, "-t1", f"-c{request.connections}", f"-d{LONG}", f"--timeout={LONG}"]
    command += [*headers, f"--script={SCRIPT}", url, "--"]
    command += [str(request.connections), str(request.seconds)]
    command += [request.method, request.path, request.body]
    command += ["updates" if request.updates else "", str(UPDATED[0]), str(UPDATED[-1])]
    command += ["counted" if request.counted else ""]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            lines = _lines(process)
        except BaseException:  # it would go on for as long as it was told
            process.kill()
            raise
    if process.returncode == -signal.SIGINT:  # told before it listened
        return _send_by_wrk(wrk, url, request)
    if process.returncode:
        raise LaunchError(f"wrk failed with status {process.returncode}: {' '.join(command)}")
    sample = read_sample(lines[-1])
    if "parked\n" in lines:
        return sample
    # A connection still waited for its response when even the longest run ended.
    unanswered = sample.socket_errors + 1
    return replace(sample, errors=sample.errors + 1, socket_errors=unanswered)


def _lines(process: subprocess.Popen[str]) -> list[str]:
    """All that wrk says; it is told to stop when it says that it has seen enough."""
    assert process.stdout
    lines = []
    for line in process.stdout:
        lines.append(line)
        if line == "parked\n":
            process.send_signal(signal.SIGINT)
    return lines
