"""Requests as bytes, for what no HTTP client would send."""

import contextlib
import http.client
import json
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from tests.document import validate
from tests.exchanges import EXCHANGES, Exchange, as_netcat
from tests.running import Target

TIMEOUT = 30


@dataclass(frozen=True)
class RawAnswer:
    """An answer read from a socket; `headers` keeps repeated ones (`multi_items`)."""

    status: int
    headers: httpx.Headers
    body: bytes

    @property
    def status_code(self) -> int:
        return self.status

    def json(self) -> Any:
        return json.loads(self.body.decode("utf-8"))


class Connection:
    """One TCP connection to a target."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self.url = url
        self.host = parts.netloc
        self.sent = b""
        self.socket = socket.create_connection((parts.hostname, parts.port), timeout=TIMEOUT)

    def send(self, data: bytes) -> None:
        self.sent = data
        self.socket.sendall(data)

    def send_all_that_is_taken(self, data: bytes) -> None:
        """Send bytes to a server which may hang up before it has read them all."""
        with contextlib.suppress(ConnectionError):
            self.send(data)

    def request(self, start: str, *lines: str, body: bytes = b"") -> None:
        """Send `GET /path` with Host, the header lines and, for a body, its length."""
        length = [f"Content-Length: {len(body)}"] if body else []
        head = [f"{start} HTTP/1.1", f"Host: {self.host}", *length, *lines, "", ""]
        self.send("\r\n".join(head).encode("latin-1") + body)

    def read(self, checked: bool = True) -> RawAnswer:
        """Read one answer; `checked=False` is for those which the HTTP server makes itself."""
        method, path, *_ = [*self.sent.decode("latin-1").split(" "), ""]
        answer = http.client.HTTPResponse(self.socket, method=method)
        answer.begin()
        body = answer.read()
        headers = [(name.lower(), value) for name, value in answer.getheaders()]
        sent = as_netcat(self.url, self.sent)
        plain = path.partition("?")[0]
        exchange = Exchange(self.url + path, method, plain, sent, answer.status, headers, body)
        EXCHANGES.append(exchange)
        answer.close()
        if checked:
            validate(exchange)
        return RawAnswer(answer.status, httpx.Headers(headers), body)

    def is_closed(self) -> bool:
        """Whether the server ends the connection; waits for it at most a few seconds."""
        self.socket.settimeout(5)
        try:
            return self.socket.recv(1) == b""
        except ConnectionError:
            return True
        except TimeoutError:
            return False

    def drain(self) -> None:
        """Read until the server ends the connection, whatever it says."""
        with contextlib.suppress(ConnectionError):
            while self.socket.recv(4096):
                pass

    def close(self) -> None:
        self.socket.close()


class Raw:
    """Sends bytes on a connection of its own: `raw(data)` or `raw.request("GET /x", ...)`."""

    def __init__(self, connect: Callable[[], Connection]) -> None:
        self.connect = connect

    def __call__(self, data: bytes, checked: bool = True) -> RawAnswer:
        connection = self.connect()
        connection.send(data)
        return connection.read(checked)

    def request(
        self, start: str, *lines: str, body: bytes = b"", checked: bool = True
    ) -> RawAnswer:
        connection = self.connect()
        connection.request(start, *lines, "Connection: close", body=body)
        return connection.read(checked)


@pytest.fixture
def connect(target: Target) -> Iterator[Callable[[], Connection]]:
    """Opens connections to the target, all closed after the case."""
    opened: list[Connection] = []

    def open_one(url: str = "") -> Connection:
        opened.append(Connection(url or target.url))
        return opened[-1]

    yield open_one
    for connection in opened:
        connection.close()


@pytest.fixture
def raw(connect: Callable[[], Connection]) -> Raw:
    """Sends a request as bytes and reads the answer."""
    return Raw(connect)
