"""One TCP connection, and what goes over it as bytes."""

import contextlib
import http.client
import json
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import httpx

from tests.support.commands import as_netcat
from tests.support.exchanges import Exchange, announce, record
from tests.support.openapi_checks import validate

Check = Callable[[Exchange], None]
HUNG_UP = (ConnectionError, ssl.SSLError)


@dataclass(frozen=True)
class RawResponse:
    """A response read from a socket; `headers` keeps repeated ones (`multi_items`)."""

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

    def __init__(self, url: str, timeout: float, context: ssl.SSLContext) -> None:
        parts = urlsplit(url)
        self.url = url
        self.host = parts.netloc
        self.sent = b""
        secure = parts.scheme == "https"
        address = (parts.hostname, parts.port or (443 if secure else 80))
        self.socket = socket.create_connection(address, timeout)
        if secure:
            self.socket = context.wrap_socket(self.socket, server_hostname=parts.hostname)

    def send(self, data: bytes) -> None:
        self.sent = data
        method, path = _start(data)
        announce(self.url, method, path, _content(data))
        self.socket.sendall(data)

    def send_all_that_is_taken(self, data: bytes) -> None:
        """Send bytes to a server which may hang up before it has read them all."""
        with contextlib.suppress(*HUNG_UP):
            self.send(data)

    def request(self, start: str, *lines: str, body: bytes = b"") -> None:
        """Send `GET /path` with Host, the header lines and, for a body, its length."""
        length = [f"Content-Length: {len(body)}"] if body else []
        head = [f"{start} HTTP/1.1", f"Host: {self.host}", *length, *lines, "", ""]
        self.send("\r\n".join(head).encode("latin-1") + body)

    def read(self, check: Check = validate) -> RawResponse:
        """Read one response and check it: against the contract, unless it is left open there, or
        made by the HTTP server itself.
        """
        method, path = _start(self.sent)
        response = http.client.HTTPResponse(self.socket, method=method)
        response.begin()
        body = response.read()
        headers = [(name.lower(), value) for name, value in response.getheaders()]
        exchange = Exchange(
            url=self.url + path,
            method=method,
            path=path.partition("?")[0],
            sent=as_netcat(self.url, self.sent),
            content=_content(self.sent),
            status=response.status,
            headers=headers,
            body=body,
        )
        record(exchange)
        response.close()
        check(exchange)
        return RawResponse(response.status, httpx.Headers(headers), body)

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
        with contextlib.suppress(*HUNG_UP):
            while self.socket.recv(4096):
                pass

    def close(self) -> None:
        self.socket.close()


def _start(data: bytes) -> tuple[str, str]:
    """Method and target of a request as bytes."""
    method, target, *_ = [*data.decode("latin-1").split(" "), ""]
    return method, target


def _content(data: bytes) -> bytes:
    return data.partition(b"\r\n\r\n")[2]
