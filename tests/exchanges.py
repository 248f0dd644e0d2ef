"""What was said on the wire in the running case, shown when it fails."""

import shlex
from collections.abc import Generator
from dataclasses import dataclass
from urllib.parse import urlsplit

import httpx
import pytest

SHOWN_BYTES = 2000


@dataclass(frozen=True)
class Exchange:
    """One request and its answer; header names of the answer are in lower case."""

    url: str
    method: str
    path: str
    sent: str
    status: int
    headers: list[tuple[str, str]]
    body: bytes

    def values(self, name: str) -> list[str]:
        return [value for other, value in self.headers if other == name]

    def __str__(self) -> str:
        head = "\n".join(f"{name}: {value}" for name, value in self.headers)
        body = self.body[:SHOWN_BYTES].decode(errors="replace")
        return f"{self.sent}\n\n{self.status}\n{head}\n\n{body}"


EXCHANGES: list[Exchange] = []


def from_httpx(response: httpx.Response) -> Exchange:
    """The exchange behind an answer of httpx."""
    request = response.request
    path = request.url.raw_path.decode("ascii").partition("?")[0]
    headers = [(name.lower(), value) for name, value in response.headers.multi_items()]
    curl = as_curl(request)
    url = str(request.url)
    return Exchange(
        url, request.method, path, curl, response.status_code, headers, response.content
    )


def as_curl(request: httpx.Request) -> str:
    """The command which sends this request again."""
    words = ["curl", "-i", "--path-as-is"]
    words += ["--head"] if request.method == "HEAD" else ["-X", request.method]
    for name, value in request.headers.multi_items():
        if name not in {"host", "accept", "accept-encoding", "connection", "user-agent"}:
            words += ["-H", f"{name}: {value}"]
    try:
        body = request.read()
    except httpx.StreamConsumed:
        body = b""
    if body:
        words += ["--data-binary", body[:SHOWN_BYTES].decode(errors="backslashreplace")]
    return shlex.join([*words, str(request.url)])


def as_netcat(url: str, data: bytes) -> str:
    """The command which sends these bytes again."""
    parts = urlsplit(url)
    octets = "".join(
        chr(byte) if 32 <= byte < 127 and chr(byte) not in "'\\%" else f"\\{byte:03o}"
        for byte in data[:SHOWN_BYTES]
    )
    return f"printf '{octets}' | nc {parts.hostname} {parts.port}"


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
    return report
