"""Requests and responses, and H7: bodies, read when somebody asks for them."""

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from io import BufferedIOBase

Headers = list[tuple[str, str]]
MAX_BODY = 1024 * 1024
MAX_LINE = 64 * 1024


class UnreadableError(Exception):
    """Bytes which are no HTTP message, or not all of one."""


class TooLargeError(Exception):
    """A body over the limit; the rest of it stays unread."""


@dataclass
class Request:
    method: str
    target: str
    headers: Headers
    body: "Body"
    version: str
    address: str = ""
    id: str = ""

    def all(self, name: str) -> list[str]:
        return values_of(self.headers, name)

    def only(self, name: str) -> str | None:
        """The value of a header which was sent exactly once."""
        values = self.all(name)
        return values[0] if len(values) == 1 else None

    @property
    def path(self) -> str:
        """The path as sent; a target may also be a whole URL (RFC 9112, 3.2.2)."""
        path = self.target.partition("?")[0]
        return re.sub("^http://[^/]*", "", path, flags=re.IGNORECASE)

    @property
    def query(self) -> str:
        return self.target.partition("?")[2]


@dataclass
class Response:
    status: int
    content: bytes = b""
    media_type: str = ""
    headers: Headers = field(default_factory=list)

    def add(self, headers: Mapping[str, str]) -> None:
        self.headers.extend(headers.items())

    @property
    def has_length(self) -> bool:
        return self.status not in (HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED)


def values_of(headers: Headers, name: str) -> list[str]:
    return [value for key, value in headers if key.lower() == name.lower()]


def read_line(stream: BufferedIOBase) -> bytes:
    line = stream.readline(MAX_LINE + 1)
    if len(line) > MAX_LINE:
        raise UnreadableError("A line is too long.")
    return line


class Body:
    """The body of a request, still on the wire."""

    def __init__(self, stream: BufferedIOBase, headers: Headers) -> None:
        self.stream = stream
        lengths = values_of(headers, "Content-Length")
        counted = re.fullmatch("(?:[0-9]{1,18})?", ",".join(lengths), re.ASCII)
        if not counted or values_of(headers, "Transfer-Encoding"):
            raise UnreadableError("A body must have one Content-Length.")
        self.length = int(counted[0] or "0")
        self.content: bytes | None = None

    def read(self) -> bytes:
        if self.content is None:
            self.content = self.receive()
        return self.content

    def receive(self) -> bytes:
        if self.length > MAX_BODY:
            raise TooLargeError
        return self.exactly(self.length)

    def exactly(self, length: int) -> bytes:
        content = self.stream.read(length)
        if len(content) < length:
            raise UnreadableError("The body ends before its declared length.")
        return content

    def skip(self) -> bool:
        """Read what no operation asked for; False where nothing can follow it."""
        with suppress(UnreadableError, TooLargeError):
            self.read()
        return self.content is not None
