"""Serve an implementation under coverage; the context is the name of the case that runs.

It runs in the environment of the implementation, beside it and never in it, and is given lines on
a socket: the name of a case, or `save`. One request at a time: the context is the process's own.
"""

import importlib
import os
import socketserver
import sys
import threading
from typing import Any, cast

import coverage

NAME = os.environ["EVIDENCE_NAME"]
measured = coverage.Coverage(
    data_file=os.environ["EVIDENCE_DATA"],
    source=["app"],
    concurrency=["greenlet", "thread"] if NAME == "fastapi" else ["thread"],
    config_file=False,
)
measured.start()


class Control(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        word = self.rfile.readline().decode().strip()
        if word == "save":
            measured.stop()
            measured.save()
        else:
            measured.switch_context(word)
        self.wfile.write(b"done\n")


control = socketserver.TCPServer(("127.0.0.1", int(os.environ["EVIDENCE_PORT"])), Control)
threading.Thread(target=control.serve_forever, daemon=True).start()


def trace_this_thread() -> None:
    """The server's threads are not Python's own, and nobody else makes them trace."""
    if sys.gettrace() is None:
        sys.settrace(cast(Any, threading.gettrace()))


def inner() -> Any:
    """The application of the implementation."""
    module, name = {
        "django": ("app.wsgi", "application"),
        "flask": ("app", "create_app"),
        "fastapi": ("app.main", "create_app"),
    }[NAME]
    found = getattr(importlib.import_module(module), name)
    return found() if name == "create_app" else found


served = inner()


def wsgi(environ: Any, start_response: Any) -> Any:
    trace_this_thread()
    return served(environ, start_response)


async def asgi(scope: Any, receive: Any, send: Any) -> None:
    trace_this_thread()
    await served(scope, receive, send)


application: Any = asgi if NAME == "fastapi" else wsgi
