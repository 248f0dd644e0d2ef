"""Serve an implementation under coverage; the context is the name of the case that runs.

It runs in the environment of the implementation, beside it and never in it, and is given lines on
a socket: the name of a case, or `save`. One request at a time: the context is the process's own.
"""

import os
import socketserver
import sys
import threading
from typing import Any

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
    """The server's threads are not Python's own, and nobody else tells them to trace."""
    if sys.gettrace() is None:
        sys.settrace(threading.gettrace())  # type: ignore[arg-type]


if NAME == "fastapi":
    from app.main import create_app  # type: ignore[attr-defined]

    inner: Any = create_app()

    async def application(scope: Any, receive: Any, send: Any) -> None:
        trace_this_thread()
        await inner(scope, receive, send)
else:
    if NAME == "flask":
        from app import create_app  # type: ignore[attr-defined]

        inner = create_app()
    else:
        from app.wsgi import application as inner  # type: ignore[import-not-found]

    def application(environ: Any, start_response: Any) -> Any:
        trace_this_thread()
        return inner(environ, start_response)
