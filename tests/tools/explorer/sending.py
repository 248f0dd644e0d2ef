"""Send one request to all three, one after the other, and to nobody else."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from time import perf_counter
from urllib.parse import quote

import httpx

from tests.support.commands import as_curl
from tests.tools.demo.sample import Writer
from tests.tools.explorer.placeholders import LARGE, Accounts, filled
from tests.tools.explorer.request import TOKEN, Ask, RefusedError, check_path
from tests.tools.tracing import Trace, traced

HOSTS = ("127.0.0.1", "localhost")
NO_TRACES = Path("/nowhere")
LOG_IN = """TOKEN=$(curl -s {url}/api/v1/tokens -H 'Content-Type: application/json' \\
  -d '{{"username": "{user}", "password": "{password}"}}' | sed 's/.*"token": *"//; s/".*//')
"""


@dataclass
class Target:
    """One of the servers; `traces` is where it leaves what a request ran."""

    name: str
    title: str
    url: str
    traces: Path = NO_TRACES
    tokens: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Answer:
    """What one server answered, to what, and how it came to it."""

    target: Target
    response: httpx.Response
    ms: float
    trace: Trace | None
    curl: str


class Sender:
    """Sends requests to the targets, one request at a time."""

    def __init__(self, targets: list[Target], writers: Mapping[str, Writer]) -> None:
        for target in targets:
            if httpx.URL(target.url).host not in HOSTS:
                raise RefusedError(f"{target.url} is not on this machine.")
        self.targets = targets
        self.writers = dict(writers)
        self.lock = Lock()
        self.clients = {
            target.name: httpx.Client(base_url=target.url, trust_env=False, timeout=30)
            for target in targets
        }

    def close(self) -> None:
        for client in self.clients.values():
            client.close()

    def send(self, ask: Ask) -> list[Answer]:
        ask.check()
        fresh = f"visitor_{secrets.token_hex(4)}"
        with self.lock:
            return [self._send(ask, target, fresh) for target in self.targets]

    def _send(self, ask: Ask, target: Target, fresh: str) -> Answer:
        client = self.clients[target.name]
        accounts = Accounts(client, self.writers, target.tokens)
        if ask.user != "nobody":
            accounts.me(ask.user)
        request = self._request(ask, client, accounts, fresh)
        curl = self._curl(ask, request)
        for _ in range(ask.times):
            started = perf_counter()
            response, trace = traced(client, request, target.traces, ask.fault)
            ms = (perf_counter() - started) * 1000
        return Answer(target, response, round(ms, 1), trace, curl)

    def _request(
        self, ask: Ask, client: httpx.Client, accounts: Accounts, fresh: str
    ) -> httpx.Request:
        path, head, body = (
            filled(text, accounts, fresh) for text in (ask.path, ask.headers, ask.body)
        )
        check_path(path)
        raw = quote(path, safe="%/?:@!$&'()*+,;=~[]").encode("ascii")
        lines = [
            *Ask(ask.operation, path, head).header_lines(),
            *accounts.headers(ask.user).items(),
        ]
        pairs = [(name.encode(), value.encode()) for name, value in lines]
        url = client.base_url.copy_with(raw_path=raw)
        if (url.host, url.port) != (client.base_url.host, client.base_url.port):
            raise RefusedError("A request goes to one of the three servers, and nowhere else.")
        content = body.encode("utf-8", "surrogatepass") if body else None
        return client.build_request(ask.method, url, headers=pairs, content=content)

    def _curl(self, ask: Ask, request: httpx.Request) -> str:
        """Lines for a terminal; a token comes from a login there."""
        large = request.content.decode("utf-8", "replace") == LARGE
        shown = httpx.Request(
            request.method,
            request.url,
            headers=request.headers,
            content=b"@-" if large else request.content or None,
        )
        shown.headers.pop("content-length", "")  # curl counts itself
        line, before = as_curl(shown), ""
        if large:
            line = f"head -c {len(LARGE)} /dev/zero | tr '\\0' ' ' | {line}"
        if ask.user != "nobody":
            line = TOKEN.sub("$TOKEN", line)
            line = line.replace("'authorization: Bearer $TOKEN'", '"authorization: Bearer $TOKEN"')
            url = str(request.url.copy_with(raw_path=b"/")).rstrip("/")
            before = LOG_IN.format(url=url, **self.writers[ask.user].credentials, user=ask.user)
        loop = f"for i in $(seq {ask.times}); do {line}; done" if ask.times > 1 else line
        return before + loop
