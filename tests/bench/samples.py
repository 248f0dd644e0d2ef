"""What one client saw of one server for a moment, and what the server spent meanwhile."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from tests.bench.rows import UPDATED, Request


@dataclass(frozen=True)
class Sample:
    """`errors` are responses that did not come, or came with a status that is not right."""

    requests: int
    seconds: float
    errors: int
    mean_ms: float
    p50_ms: float
    p99_ms: float
    # Standard deviation of the latencies by their mean.
    variation: float = 0.0
    cpu_seconds: float = 0.0
    client_seconds: float = 0.0

    @property
    def client_busy(self) -> float:
        """The share of a processor that the client took."""
        return self.client_seconds / self.seconds

    @property
    def rate(self) -> float:
        """Requests per second."""
        return self.requests / self.seconds

    @property
    def cpu_us(self) -> float:
        """Processor time of the server for one request, in microseconds."""
        return 1e6 * self.cpu_seconds / max(self.requests, 1)

    def waiting(self, connections: int) -> float:
        """The share of the time in which a connection was waiting for a response.

        By Little's law, that is rate times mean latency by connections. Whatever is missing to 1,
        the client took for itself, or a request was cut off: then each connection had one open,
        for half a turn in the mean, and longer the more the latencies vary.
        """
        ended = self.rate * self.mean_ms / 1000 / connections
        return ended + (1 + self.variation**2) * connections / (2 * max(self.requests, 1))


def write_task(path: Path, url: str, request: Request) -> None:
    """Leave a request for a client process."""
    pool = [f"{post} {post}-1" for post in UPDATED] if request.updates else []
    path.write_text(json.dumps({**asdict(request), "url": url, "pool": pool}))


def read_sample(text: str) -> Sample:
    values: dict[str, Any] = json.loads(text)
    return Sample(**values)
