"""Requests and responses, and H7: bodies, counted or chunked, read when somebody asks for them."""

import re
from collections.abc import Iterator, Mapping
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

    def __init__(self, stream: BufferedIOBase, out: BufferedIOBase, headers: Headers) -> None:
        self.stream, self.out = stream, out
        encodings = [value.lower() for value in values_of(headers, "Transfer-Encoding")]
        lengths = values_of(headers, "Content-Length")
        counted = re.fullmatch("(?:[0-9]{1,18})?", ",".join(lengths), re.ASCII)
        if not counted or encodings not in ([], ["chunked"]) or (encodings and lengths):
            raise UnreadableError("The length of the body is unclear.")
        self.length = int(counted[0] or "0")
        self.awaited = [value.lower() for value in values_of(headers, "Expect")] == ["100-continue"]
        self.content: bytes | None = None
        self.complete = False
        self.pieces = self.chunks() if encodings else self.counted()

    def read(self) -> bytes:
        if self.content is None:
            self.content = self.receive()
        return self.content

    def receive(self) -> bytes:
        if self.length > MAX_BODY:
            raise TooLargeError
        content = bytearray()
        if self.awaited:
            self.out.write(b"HTTP/1.1 100 Continue\r\n\r\n")
            self.awaited = False
        for piece in self.pieces:
            content += piece
            if len(content) > MAX_BODY:
                raise TooLargeError
        return bytes(content)

    def counted(self) -> Iterator[bytes]:
        yield self.exactly(self.length)
        self.complete = True

    def chunks(self) -> Iterator[bytes]:
        while size := self.chunk_size():
            yield self.exactly(min(size, MAX_BODY + 1))
            if self.exactly(2) != b"\r\n":
                raise UnreadableError("A chunk has another length than it says.")
        while read_line(self.stream).strip():
            pass  # trailers
        self.complete = True

    def chunk_size(self) -> int:
        digits = read_line(self.stream).partition(b";")[0].strip()
        if not re.fullmatch(b"[0-9A-Fa-f]{1,15}", digits):
            raise UnreadableError("A chunk has no length.")
        return int(digits, 16)

    def exactly(self, length: int) -> bytes:
        content = self.stream.read(length)
        if len(content) < length:
            raise UnreadableError("The body ends before its declared length.")
        return content

    def skip(self) -> bool:
        """Read what no operation asked for; False where nothing can follow it."""
        with suppress(UnreadableError, TooLargeError):
            self.read()
        return self.complete

    @property
    def stays_unread(self) -> bool:
        return self.length > MAX_BODY or self.awaited
