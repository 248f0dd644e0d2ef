"""Trace one request: the functions of `app` that ran, in order, with their lines, and the SQL.

    server = launch_traced(program, folder)
    response, trace = traced(client, httpx.Request("GET", server.url + "/api/v1/posts"), folder)

One request at a time; times are those of the traced run, which is slower than any other.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import httpx

from tests.support.implementations import IMPLEMENTATIONS
from tests.support.servers import Program, Server, launch

WRAPPED = Path(__file__).with_name("wrapped")


@dataclass(frozen=True)
class Call:
    """One call of a function; times in milliseconds, from the begin of the request."""

    file: str  # from the folder of the implementation: app/posts/views.py
    name: str  # qualified: PostViewSet.get_queryset
    first: int  # its first line, decorators included
    lines: list[int]  # those that ran
    depth: int
    start: float
    end: float


@dataclass(frozen=True)
class Statement:
    """One SQL statement; `call` is the number of the call that sent it, `end` None if it failed."""

    text: str
    call: int | None
    start: float
    end: float | None


@dataclass(frozen=True)
class Trace:
    """What one request ran, in order; `ms` is the time of all of it."""

    calls: list[Call]
    sql: list[Statement]
    ms: float


def launch_traced(
    program: Program,
    folder: Path,
    settings: Mapping[str, str] | None = None,
    port: int | None = None,
) -> Server:
    """Start an implementation whose requests can be traced; `folder` is for the traces, and new."""
    folder.mkdir()
    return launch(
        program,
        {
            **(settings or {}),
            "WRAPPED_NAME": program.implementation,
            "TRACE_FOLDER": str(folder.absolute()),
            "PYTHONPATH": packages(folder / "packages", WRAPPED),
        },
        port,
        traced_command(program.implementation),
    )


def packages(folder: Path, *paths: Path) -> str:
    """A PYTHONPATH with these packages and the folder of the implementation."""
    folder.mkdir()
    for path in paths:
        (folder / path.name).symlink_to(path)
    return os.pathsep.join([str(folder), "."])


def traced_command(name: str) -> tuple[str, ...]:
    """The command that serves an implementation, with the wrapped application in place of it."""
    *command, _ = IMPLEMENTATIONS[name].serve
    return (*(word for word in command if word != "--factory"), "wrapped.traced:application")


def traced(
    client: httpx.Client, request: httpx.Request, folder: Path, fault: str = ""
) -> tuple[httpx.Response, Trace | None]:
    """Send a request to a server of `launch_traced`; no trace where no server of it answered."""
    number = uuid4().hex
    request.headers["X-Trace"] = number
    if fault:
        request.headers["X-Trace-Fault"] = fault
    response = client.send(request)
    file = folder / f"{number}.json"
    if not file.exists():
        return response, None
    found = json.loads(file.read_text("utf-8"))
    file.unlink()
    calls = [Call(**call) for call in found["calls"]]
    return response, Trace(calls, [Statement(**one) for one in found["sql"]], found["ms"])
