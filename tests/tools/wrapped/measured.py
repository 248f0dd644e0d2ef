"""Serve an implementation under coverage: `measured:application`. Contexts are names of cases.

The suite runs one case at a time and names it in a file, which is read as each request comes: so a
case may send several requests at once, and any number of servers may run.
"""

import os
import sys
import threading
from multiprocessing.util import Finalize
from pathlib import Path
from typing import Any, cast

import coverage

from .application import IS_ASGI, load

CASE = Path(os.environ["EVIDENCE_CASE"])
# Started as this Python was: see tests/tools/evidence/gathering.py.
measured = cast(coverage.Coverage, coverage.Coverage.current())
measured.switch_context("at start")


def save() -> None:
    measured.stop()
    measured.save()


# A worker of the server ends as multiprocessing's processes do, which is not as others do.
Finalize(None, save, exitpriority=1)
running = ""
lock = threading.Lock()


def begin() -> None:
    """Name the case that runs; measure also threads that are the server's and not Python's."""
    global running
    case = CASE.read_text("utf-8")
    with lock:
        if case != running:
            measured.switch_context(case)
            running = case
    if sys.gettrace() is None:
        sys.settrace(cast(Any, threading.gettrace()))


served = load()


def wsgi(environ: Any, start_response: Any) -> Any:
    begin()
    return served(environ, start_response)


async def asgi(scope: Any, receive: Any, send: Any) -> None:
    if scope["type"] == "http":
        begin()
    await served(scope, receive, send)


application: Any = asgi if IS_ASGI else wsgi
