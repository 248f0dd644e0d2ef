"""Record how a request travels in each: `python -m tests.tools.traces --python NAME=PATH ...`.

Changes a post under `If-Match`, on PostgreSQL, and keeps in docs/traces.json which functions ran,
who called them, and the statements they sent. A second request is recorded, as the first one opens
connections.
"""

import argparse
import json
import re
import shutil
import tempfile
from pathlib import Path
from typing import Any

import httpx

from tests.support.api_client import API, ApiClient, register
from tests.support.databases import Databases
from tests.support.interruption import run_command
from tests.support.servers import LaunchError, Program, migrate, stop
from tests.tools.site.request_path import OUTPUT, digest, recorded_packages
from tests.tools.tracing import Call, Trace, launch_traced, traced


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.tools.traces", description=__doc__)
    parser.add_argument("--python", action="append", required=True, metavar="NAME=PATH")
    pythons = dict(pair.split("=", 1) for pair in parser.parse_args().python)
    folder = Path(tempfile.mkdtemp(prefix="traces-"))
    databases = Databases(folder)
    try:
        found = {}
        for name, python in pythons.items():
            url = databases.create("postgresql", name)
            program = Program(name, python, url, str(folder / f"{name}.log"))
            found[name] = rows(name, record(program, folder / name))
    finally:
        databases.close()
    OUTPUT.write_text(json.dumps(found, indent=1) + "\n", "utf-8")
    shutil.rmtree(folder)
    return 0


def record(program: Program, folder: Path) -> Trace:
    """The second change of a post."""
    migrate(program)
    packages = " ".join(recorded_packages(program.implementation))
    server = launch_traced(program, folder, {"TRACE_ALSO": packages})
    try:
        with httpx.Client(trust_env=False) as http:
            author = register(ApiClient(http, server.url + API))
            post = author.post("/posts", json={"title": "One", "body": "A body."})
            for title in ("Two", "Three"):
                headers = {"Authorization": f"Bearer {author.token}"}
                headers["If-Match"] = post.headers["ETag"]
                path = f"{server.url}{API}/posts/{post.json()['id']}"
                change = http.build_request("PATCH", path, json={"title": title}, headers=headers)
                post, trace = traced(http, change, folder)
    finally:
        stop(server)
    if post.status_code != 200 or trace is None:
        raise LaunchError(f"{program.implementation} responds {post.status_code}: no trace.")
    return trace


def rows(name: str, trace: Trace) -> list[dict[str, Any]]:
    """Calls and statements in the order of their start; `caller` is the row of the caller."""
    calls: list[tuple[float, Any]] = [(call.start, call) for call in trace.calls]
    events = sorted([*calls, *((one.start, one) for one in trace.sql)], key=lambda each: each[0])
    places = {id(event): row for row, (_, event) in enumerate(events)}
    found = []
    for _, event in events:
        if isinstance(event, Call):
            caller = caller_of(event, trace.calls)
            row = {"function": f"{event.file}:{event.name}"}
            row |= {"digest": digest(name, row["function"])} if event.file[:4] == "app/" else {}
        else:
            caller = None if event.call is None else trace.calls[event.call]
            row = {"statement": re.sub(r'"s\d+_x\d+"', '"s1"', " ".join(event.text.split()))}
        found.append({**row, "caller": None if caller is None else places[id(caller)]})
    return found


def caller_of(call: Call, calls: list[Call]) -> Call | None:
    """The last one a level above that was running then."""
    above = [
        each
        for each in calls[: calls.index(call)]
        if each.depth == call.depth - 1 and each.start <= call.start <= each.end
    ]
    return above[-1] if above else None


if __name__ == "__main__":
    run_command(main)
