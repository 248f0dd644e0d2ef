"""What was said on the wire in the running case, shown when it fails."""

from collections.abc import Generator
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlsplit

import httpx
import pytest

from tests.support.commands import SHOWN_BYTES, as_curl, content_of
from tests.support.servers import NAMES_BY_URL

SHOWN_PATH = 100
LARGE = 1024 * 1024


@dataclass(frozen=True)
class Exchange:
    """One request and its response; header names of the response are in lower case."""

    url: str
    method: str
    path: str
    sent: str
    content: bytes
    status: int
    headers: list[tuple[str, str]]
    body: bytes

    @property
    def target(self) -> str:
        """Whose response it is."""
        parts = urlsplit(self.url)
        return NAMES_BY_URL.get(f"{parts.scheme}://{parts.netloc}", "")

    def values(self, name: str) -> list[str]:
        return [value for other, value in self.headers if other == name]

    @property
    def title(self) -> str:
        return f"{self.method} {self.path[:SHOWN_PATH]}: {self.status}"

    @property
    def response(self) -> str:
        head = "\n".join(f"{name}: {value}" for name, value in self.headers)
        body = self.body[:SHOWN_BYTES].decode(errors="replace")
        return f"{self.status}\n{head}\n\n{body}"

    def __str__(self) -> str:
        return f"{self.sent}\n\n{self.response}"


class Listener(Protocol):
    """Hears of each request before it is sent, and of each response before it is judged."""

    def sending(self, url: str, method: str, path: str, content: bytes) -> None: ...
    def received(self, exchange: Exchange) -> None: ...


EXCHANGES: list[Exchange] = []
LISTENERS: list[Listener] = []


def announce(url: str, method: str, path: str, content: bytes) -> None:
    for listener in LISTENERS:
        listener.sending(url, method, path, content)


def record(exchange: Exchange) -> None:
    EXCHANGES.append(exchange)
    for listener in LISTENERS:
        listener.received(exchange)


def close_after_large_body(request: httpx.Request) -> None:
    """A server may hang up on a body that is too large: no other request may go that way."""
    chunked = "transfer-encoding" in request.headers
    if chunked or int(request.headers.get("content-length", 0)) > LARGE:
        request.headers["connection"] = "close"


def announce_httpx(request: httpx.Request) -> None:
    announce(str(request.url), request.method, _path(request), content_of(request))


def from_httpx(response: httpx.Response) -> Exchange:
    """The exchange behind a response of httpx."""
    request = response.request
    headers = [(name.lower(), value) for name, value in response.headers.multi_items()]
    return Exchange(
        url=str(request.url),
        method=request.method,
        path=_path(request),
        sent=as_curl(request),
        content=content_of(request),
        status=response.status_code,
        headers=headers,
        body=response.content,
    )


def _path(request: httpx.Request) -> str:
    return request.url.raw_path.decode("ascii").partition("?")[0]


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup() -> None:
    EXCHANGES.clear()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.failed and EXCHANGES:
        report.sections.append(("Exchanges", "\n\n--\n\n".join(map(str, EXCHANGES))))
        shown = [
            {
                "target": one.target,
                "title": one.title,
                "request": one.sent,
                "response": one.response,
            }
            for one in EXCHANGES
        ]
        report.user_properties.append(("exchanges", shown))
    return report
