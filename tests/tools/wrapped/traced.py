"""Serve an implementation so that a request can be traced: `traced:application`.

A request with an `X-Trace` of 32 hexadecimal digits leaves what it ran in TRACE_FOLDER, under that
name, before its response is sent. Any other request is served as if nothing were here.
"""

import json
import os
import re
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

from . import faults
from .application import IS_ASGI, NAME, load
from .recorder import Recorder, current, trace
from .statements import watch_statements

FOLDER = Path(os.environ["TRACE_FOLDER"])
HEADER, FAULT = "X-Trace", "X-Trace-Fault"
if IS_ASGI:
    # Threads that serve requests which are handed to them; those that exist are told in `recorded`.
    threading.settrace(cast(Any, trace))
served = load()


@contextmanager
def recorded(number: str, fault: str) -> Iterator[None]:
    """Record what runs inside; the file is whole when this ends."""
    recorder = Recorder()
    token = current.set(recorder)
    sys.settrace(trace)
    try:
        with watch_statements(NAME), faults.planted(fault):
            yield
    finally:
        sys.settrace(None)
        current.reset(token)
        (FOLDER / f"{number}.json").write_text(json.dumps(recorder.result()), "utf-8")


def is_traced(number: str) -> bool:
    return re.fullmatch("[0-9a-f]{32}", number) is not None


def wsgi(environ: Any, start_response: Any) -> Any:
    number = environ.pop("HTTP_X_TRACE", "")
    fault = environ.pop("HTTP_X_TRACE_FAULT", "")
    if not is_traced(number):
        return served(environ, start_response)
    with recorded(number, fault):
        body = served(environ, start_response)
        try:
            return list(body)
        finally:
            getattr(body, "close", lambda: None)()


async def asgi(scope: Any, receive: Any, send: Any) -> None:
    headers = dict(scope.get("headers", []))
    number = headers.get(HEADER.lower().encode(), b"").decode("latin-1")
    if not is_traced(number):
        await served(scope, receive, send)
        return
    own = {HEADER.lower().encode(), FAULT.lower().encode()}
    scope["headers"] = [pair for pair in scope["headers"] if pair[0] not in own]
    messages: list[Any] = []

    async def keep(message: Any) -> None:
        messages.append(message)

    try:
        with recorded(number, headers.get(FAULT.lower().encode(), b"").decode("latin-1")):
            await served(scope, receive, keep)
    finally:
        for message in messages:
            await send(message)


application: Any = asgi if IS_ASGI else wsgi
