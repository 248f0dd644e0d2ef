"""HTTP/1.1 on sockets: open connections (H12), HEAD without content (H4), stopping (Y4)."""

import re
import select
import signal
import socket
import socketserver
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from email.utils import formatdate
from http import HTTPStatus
from typing import Any

from tests.mutation.reference_server.messages import (
    MAX_BODY,
    MAX_LINE,
    Body,
    Request,
    Response,
    UnreadableError,
    read_line,
)

TOKEN = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
REQUEST_LINE = re.compile(rf"({TOKEN}) ([\x21-\x7e\x80-\xff]+) HTTP/1\.([01])")
HEADER_LINE = re.compile(rf"({TOKEN}):[ \t]*([\t\x20-\x7e\x80-\xff]*)")


class Connection(socketserver.StreamRequestHandler):
    """One connection, and the requests on it one after the other."""

    server: "Server"
    timeout = 60
    disable_nagle_algorithm = True

    def handle(self) -> None:
        with suppress(OSError):
            while self.serve_one():
                pass
            self.linger()

    def serve_one(self) -> bool:
        """Handle one request; True where another may follow."""
        try:
            request = self.read_request()
        except UnreadableError as error:
            self.write("GET", self.server.reject(str(error)), stays_open=False)
            return False
        if request is None:
            return False
        response = self.server.respond(request)
        stays_open = may_stay_open(request, response)
        self.write(request.method, response, stays_open)
        return stays_open and request.body.skip()

    def read_request(self) -> Request | None:
        """The head of a request, or None where the connection has ended."""
        line = read_line(self.rfile)
        while line in (b"\r\n", b"\n"):
            line = read_line(self.rfile)
        if not line:
            return None
        first = REQUEST_LINE.fullmatch(line.decode("latin-1").rstrip("\r\n"))
        if not first:
            raise UnreadableError("This is no request line.")
        headers = list(self.header_lines())
        body = Body(self.rfile, headers)
        address = str(self.client_address[0])
        return Request(first[1], first[2], headers, body, first[3], address)

    def header_lines(self) -> Iterator[tuple[str, str]]:
        room = MAX_LINE
        while line := read_line(self.rfile).decode("latin-1").rstrip("\r\n"):
            found = HEADER_LINE.fullmatch(line)
            room -= len(line)
            if not found or room < 0:
                raise UnreadableError("A header is malformed or too long.")
            yield found[1], found[2].rstrip(" \t")

    def write(self, method: str, response: Response, stays_open: bool) -> None:
        lines = [f"HTTP/1.1 {response.status} {HTTPStatus(response.status).phrase}"]
        lines += [f"{name}: {value}" for name, value in own_headers(response, stays_open)]
        head = "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n"
        self.wfile.write(head + written_content(method, response))

    def linger(self) -> None:
        """Let the client read the response: a socket closed on unread bytes is reset."""
        self.connection.shutdown(socket.SHUT_WR)
        self.connection.settimeout(1)
        give_up = time.monotonic() + 2
        while time.monotonic() < give_up and self.connection.recv(65536):
            pass


def may_stay_open(request: Request, response: Response) -> bool:
    wishes = ",".join(request.all("Connection")).lower()
    rejected = request.body.length > MAX_BODY
    return request.version == "1" and "close" not in wishes and not rejected


def own_headers(response: Response, stays_open: bool) -> list[tuple[str, str]]:
    headers = [*response.headers, ("Date", formatdate(usegmt=True))]
    if response.has_length:
        headers.append(("Content-Length", str(len(response.content))))
    return headers if stays_open else [*headers, ("Connection", "close")]


def written_content(method: str, response: Response) -> bytes:
    return b"" if method == "HEAD" else response.content


class Server(socketserver.ThreadingTCPServer):
    """Handles requests with `respond`, and what is no request at all with `reject`."""

    allow_reuse_address = True
    request_queue_size = 256

    def __init__(
        self, port: int, respond: Callable[[Request], Response], reject: Callable[[str], Response]
    ) -> None:
        super().__init__(("127.0.0.1", port), Connection)
        self.respond, self.reject = respond, reject
        self.connections: set[socket.socket] = set()

    def process_request(self, request: Any, client_address: Any) -> None:
        self.connections.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        self.connections.discard(request)
        super().shutdown_request(request)

    def run(self) -> None:
        """Serve until SIGTERM, then respond to what was received and return."""
        signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=self.shutdown).start())
        with self, suppress(KeyboardInterrupt):
            self.serve_forever(poll_interval=0.1)
            self.drain()

    def drain(self) -> None:
        """Let in who waits at the door; then everyone is read to the end of what it sent."""
        while select.select([self], [], [], 0)[0]:
            self.handle_request()
        for connection in list(self.connections):
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RD)
