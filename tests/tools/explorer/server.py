"""Serve the built site with the explorer in it, on this machine and to this machine alone."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx

from tests.tools.demo.loading import LoadError
from tests.tools.environments import FOLDERS, ROOT
from tests.tools.explorer.outcome import explore
from tests.tools.explorer.page import PAGE, answers, form_of, page, refused
from tests.tools.explorer.request import RefusedError
from tests.tools.explorer.sending import Sender

LARGEST = 4 * 2**20
PART = "X-Part"  # the script of the page asks for the answers alone
SOURCES = (*FOLDERS.values(), ROOT / "shared_contract", ROOT / "docs")
SOURCE_TYPES = {".py", ".toml", ".ini", ".md", ".yaml", ".html"}
HEADERS = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data:; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # without a referrer a form has no origin either
    "Cache-Control": "no-store",
}


def source_file(name: str) -> Path | None:
    """A file of the source, to which the snippets link; nothing else of this machine."""
    file = (ROOT / name).resolve()
    is_source = any(file.is_relative_to(folder) for folder in SOURCES)
    return file if is_source and file.suffix in SOURCE_TYPES and "/." not in name else None


class Handler(BaseHTTPRequestHandler):
    """GET of the site and of the source, GET and POST of the explorer."""

    def __init__(self, sender: Sender, folder: Path, *connection: Any) -> None:
        self.sender = sender
        self.folder = folder
        super().__init__(*connection)

    def do_GET(self) -> None:
        if not self._is_for_us():
            return
        parts = urlsplit(self.path)
        if parts.path == f"/{PAGE}":
            self._show(dict(parse_qsl(parts.query, keep_blank_values=True)), sends=False)
        else:
            self._send_file(parts.path)

    def do_POST(self) -> None:
        if not self._is_for_us():
            return
        length = self.headers.get("Content-Length", "")
        if self.path != f"/{PAGE}" or not length.isdecimal() or int(length) > LARGEST:
            self._send(400, "The explorer takes the form of its own page.")
            return
        text = self.rfile.read(int(length)).decode("utf-8", "replace")
        self._show(dict(parse_qsl(text, keep_blank_values=True)), sends=True)

    def _is_for_us(self) -> bool:
        """Whether it came by a name of this machine: another one may lead here by its DNS."""
        hosts = [
            f"{name}:{self.connection.getsockname()[1]}" for name in ("127.0.0.1", "localhost")
        ]
        origin = self.headers.get("Origin")
        if self.headers.get_all("Host", []) not in [[host] for host in hosts]:
            self._send(421, "The explorer answers to names of this machine only.")
        elif origin and origin not in [f"http://{host}" for host in hosts]:
            self._send(403, "The explorer takes no request from another site.")
        else:
            return True
        return False

    def _show(self, fields: dict[str, str], *, sends: bool) -> None:
        form, part = form_of({}), PART in self.headers
        try:
            form = form_of(
                {name: fields[name] for name in ("operation", "preset") if name in fields}
            )
            form = form_of(fields)
            outcome = explore(self.sender, form.ask) if sends else None
        except (RefusedError, LoadError, httpx.HTTPError) as error:
            text = str(error) or type(error).__name__
            self._send(400, refused(text) if part else page(form, refusal=text), "text/html")
        else:
            html = answers(form, outcome) if part and outcome else page(form, outcome)
            self._send(200, html, "text/html")

    def _send_file(self, path: str) -> None:
        name = "index.html" if path == "/" else path.removeprefix("/")
        file = source_file(name) if "/" in name else self.folder / name
        if file is None or not file.is_file():
            self._send(404, "There is nothing at this address.")
            return
        kind = "text/plain" if "/" in name else guess_type(name)[0] or "text/plain"
        self._send(200, file.read_text("utf-8"), kind)

    def _send(self, status: int, text: str, kind: str = "text/plain") -> None:
        body = text.encode("utf-8")
        self.send_response(status)
        for name, value in HEADERS.items():
            self.send_header(name, value)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def version_string(self) -> str:
        return "explorer"

    def log_message(self, *_: Any) -> None:
        """The answers tell all."""


@contextmanager
def serving_explorer(sender: Sender, folder: Path, port: int = 0) -> Iterator[str]:
    """The explorer, with the site that was built into a folder; gives its URL."""
    handler = partial(Handler, sender, folder)
    with ThreadingHTTPServer(("127.0.0.1", port), handler) as server:
        thread = Thread(target=server.serve_forever, args=[0.05], daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()
    sender.close()
