"""Requests as bytes, for what no HTTP client would send."""

from collections.abc import Callable, Iterator

import pytest

from tests.support.openapi_checks import validate
from tests.support.raw_connection import Check, Connection, RawResponse
from tests.support.targets import Target
from tests.support.tls import trust


class Raw:
    """Sends bytes on a connection of its own: `raw(data)` or `raw.request("GET /x", ...)`."""

    def __init__(self, connect: Callable[[], Connection]) -> None:
        self.connect = connect

    def __call__(self, data: bytes, check: Check = validate) -> RawResponse:
        connection = self.connect()
        connection.send(data)
        return connection.read(check)

    def request(
        self, start: str, *lines: str, body: bytes = b"", check: Check = validate
    ) -> RawResponse:
        connection = self.connect()
        connection.request(start, *lines, "Connection: close", body=body)
        return connection.read(check)


@pytest.fixture
def connect(target: Target, pytestconfig: pytest.Config) -> Iterator[Callable[[], Connection]]:
    """Opens connections to the target, all closed after the case."""
    opened: list[Connection] = []
    timeout, context = pytestconfig.option.timeout, trust(pytestconfig)

    def open_one(url: str = "") -> Connection:
        opened.append(Connection(url or target.url, timeout, context))
        return opened[-1]

    yield open_one
    for connection in opened:
        connection.close()


@pytest.fixture
def raw(connect: Callable[[], Connection]) -> Raw:
    """Sends a request as bytes and reads the response."""
    return Raw(connect)
