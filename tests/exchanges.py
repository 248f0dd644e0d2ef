"""What was said on the wire in the running case, shown when it fails."""

import shlex
from collections.abc import Generator
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlsplit

import httpx
import pytest

SHOWN_BYTES = 2000
SHOWN_PATH = 100


@dataclass(frozen=True)
class Exchange:
    """One request and its answer; header names of the answer are in lower case."""

    url: str
    method: str
    path: str
    sent: str
    content: bytes
    status: int
    headers: list[tuple[str, str]]
    body: bytes

    def values(self, name: str) -> list[str]:
        return [value for other, value in self.headers if other == name]

    @property
    def title(self) -> str:
        return f"{self.method} {self.path[:SHOWN_PATH]}: {self.status}"

    @property
    def answer(self) -> str:
        head = "\n".join(f"{name}: {value}" for name, value in self.headers)
        body = self.body[:SHOWN_BYTES].decode(errors="replace")
        return f"{self.status}\n{head}\n\n{body}"

    def __str__(self) -> str:
        return f"{self.sent}\n\n{self.answer}"


class Listener(Protocol):
    """Hears of each request before it is sent, and of each answer before it is judged."""

    def sending(self, url: str, method: str, path: str, content: bytes) -> None: ...
    def answered(self, exchange: Exchange) -> None: ...


EXCHANGES: list[Exchange] = []
LISTENERS: list[Listener] = []


def announce(url: str, method: str, path: str, content: bytes) -> None:
    for listener in LISTENERS:
        listener.sending(url, method, path, content)


def record(exchange: Exchange) -> None:
    EXCHANGES.append(exchange)
    for listener in LISTENERS:
        listener.answered(exchange)


def announce_httpx(request: httpx.Request) -> None:
    announce(str(request.url), request.method, _path(request), _content(request))


def from_httpx(response: httpx.Response) -> Exchange:
    """The exchange behind an answer of httpx."""
    request = response.request
    headers = [(name.lower(), value) for name, value in response.headers.multi_items()]
    return Exchange(
        url=str(request.url),
        method=request.method,
        path=_path(request),
        sent=as_curl(request),
        content=_content(request),
        status=response.status_code,
        headers=headers,
        body=response.content,
    )


def as_curl(request: httpx.Request) -> str:
    """The command which sends this request again."""
    words = ["curl", "-i", "--path-as-is"]
    words += ["--head"] if request.method == "HEAD" else ["-X", request.method]
    for name, value in request.headers.multi_items():
        if name not in {"host", "accept", "accept-encoding", "connection", "user-agent"}:
            words += ["-H", f"{name}: {value}"]
    if body := _content(request):
        words += ["--data-binary", body[:SHOWN_BYTES].decode(errors="backslashreplace")]
    return shlex.join([*words, str(request.url)])


def _path(request: httpx.Request) -> str:
    return request.url.raw_path.decode("ascii").partition("?")[0]


def _content(request: httpx.Request) -> bytes:
    """The body, which is not kept where it was sent piece by piece."""
    try:
        return request.content
    except httpx.RequestNotRead:
        return b""


def as_netcat(url: str, data: bytes) -> str:
    """The command which sends these bytes again."""
    parts = urlsplit(url)
    netcat = f"nc {parts.hostname} {parts.port or 80}"
    if parts.scheme == "https":
        netcat = f"openssl s_client -quiet -connect {parts.hostname}:{parts.port or 443}"
    octets = "".join(
        chr(byte) if 32 <= byte < 127 and chr(byte) not in "'\\%" else f"\\{byte:03o}"
        for byte in data[:SHOWN_BYTES]
    )
    return f"printf '{octets}' | {netcat}"


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
            {"title": one.title, "request": one.sent, "answer": one.answer} for one in EXCHANGES
        ]
        report.user_properties.append(("exchanges", shown))
    return report
