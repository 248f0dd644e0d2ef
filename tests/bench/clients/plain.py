"""A small client for machines without wrk: `python -m tests.bench.clients.plain TASK`.

It costs more than wrk, so that more rows are refused for its sake.
"""

import asyncio
import json
import sys
import time
from collections import Counter, deque
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from statistics import fmean, quantiles
from typing import Any
from urllib.parse import urlsplit


@dataclass
class Client:
    """Sends one request again and again over each of its connections."""

    task: dict[str, Any]
    latencies: list[float] = field(default_factory=list)
    errors: int = 0
    socket_errors: int = 0
    statuses: Counter[str] = field(default_factory=Counter)
    turns: int = 0

    def __post_init__(self) -> None:
        self.pool: deque[str] = deque(self.task["pool"])
        place = urlsplit(self.task["url"])
        self.address = (place.hostname, place.port)
        self.headers = {"Host": place.netloc, **self.task["headers"]}

    async def run(self) -> dict[str, Any]:
        """Send until the time is over, and wait for what is open then."""
        began = time.perf_counter()
        self.end = began + self.task["seconds"]
        connections = (self.connection() for _ in range(self.task["connections"]))
        times = await asyncio.gather(*connections)
        found = self.latencies if len(self.latencies) > 1 else [0.0, 0.0]
        sizes = quantiles(found, n=100)
        return {
            "requests": len(self.latencies),
            "seconds": time.perf_counter() - began,
            "errors": self.errors,
            "open_seconds": sum(times),
            "mean_ms": 1000 * fmean(found),
            "p50_ms": 1000 * sizes[49],
            "p99_ms": 1000 * sizes[98],
            "socket_errors": self.socket_errors,
            "statuses": dict(self.statuses),
        }

    async def connection(self) -> float:
        """One request after the other; a connection that was closed is opened again."""
        began = time.perf_counter()
        while time.perf_counter() < self.end:
            try:
                reader, writer = await asyncio.open_connection(*self.address)
                with closing(writer):
                    while not await self.exchange(reader, writer):
                        if time.perf_counter() > self.end:
                            break
            except (OSError, EOFError):
                self.errors += 1
                self.socket_errors += 1
        return time.perf_counter() - began

    async def exchange(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """One request and its response; whether the server closes the connection."""
        sent = self.message()
        began = time.perf_counter()
        writer.write(sent)
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        status = int(head[0].split()[1])
        pairs = (line.partition(":") for line in head[1:])
        headers = {name.lower(): value.strip() for name, _, value in pairs}
        if status != 304:
            await reader.readexactly(int(headers["content-length"]))
        self.latencies.append(time.perf_counter() - began)
        self.errors += status != self.task["status"]
        self.statuses[head[0].split()[1]] += 1
        if self.task["updates"] and status == 200:
            etag = headers["etag"].strip('"')
            self.pool.append(f"{etag.partition('-')[0]} {etag}")
        return headers.get("connection", "").lower() == "close"

    def message(self) -> bytes:
        """The next request; an update asks for the post that has waited longest."""
        path, body, headers = self.task["path"], self.task["body"], self.headers
        if self.task["updates"]:
            post, etag = self.pool.popleft().split()
            self.turns += 1
            path, body = f"{path}/{post}", body % self.turns
            headers = {**headers, "If-Match": f'"{etag}"'}
        lines = [f"{self.task['method']} {path} HTTP/1.1"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        lines += [f"Content-Length: {len(body)}"] if body else []
        return "\r\n".join([*lines, "", body]).encode()


if __name__ == "__main__":
    task = json.loads(Path(sys.argv[1]).read_text())
    print(json.dumps(asyncio.run(Client(task).run())))
