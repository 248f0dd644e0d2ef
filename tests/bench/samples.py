"""What one client saw of one server for a moment, and what the server spent meanwhile."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from tests.bench.rows import UPDATED, Request


@dataclass(frozen=True)
class Sample:
    """`errors` are responses that did not come, or came with a status that is not right."""

    requests: int
    seconds: float
    errors: int
    # How long the connections were open, all together.
    open_seconds: float
    mean_ms: float
    p50_ms: float
    p99_ms: float
    cpu_seconds: float = 0.0
    client_seconds: float = 0.0
    # Of what was counted: how many responses had which status, and how many never came.
    statuses: dict[str, int] = field(default_factory=dict)
    socket_errors: int = 0

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

    @property
    def waiting(self) -> float:
        """The share of the time in which an open connection was waiting for a response.

        By Little's law, that is rate times mean latency by connections: whatever is missing to 1,
        the client took for itself.
        """
        return self.requests * self.mean_ms / 1000 / max(self.open_seconds, 1e-6)


def write_task(path: Path, url: str, request: Request) -> None:
    """Leave a request for a client process."""
    pool = [f"{post} {post}-1" for post in UPDATED] if request.updates else []
    path.write_text(json.dumps({**asdict(request), "url": url, "pool": pool}))


def read_sample(text: str) -> Sample:
    values: dict[str, Any] = json.loads(text)
    return Sample(**values)
