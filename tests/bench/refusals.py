"""When a row is no measurement of its server, and why."""

from collections.abc import Sequence

from tests.bench.figures import spread
from tests.bench.rows import Request
from tests.bench.samples import Sample

LEAST_WAITING = 0.9
MOST_BUSY = 0.85
# Below that many responses for each connection the start of a sample weighs too much.
TURNS = 1.5
# What the client can do must be this many times what it did.
HEADROOM = 2.0


def refusal(samples: Sequence[Sample], request: Request, ceiling: float | None) -> str | None:
    """Why the samples are refused; None where they tell something about the server.

    `ceiling` is what the same client can do in the same run, by a server that does nothing.
    """
    connections = request.connections
    if errors := sum(sample.errors for sample in samples):
        return f"{errors} of {sum(sample.requests for sample in samples)} requests failed"
    responses = spread([sample.requests for sample in samples]).median
    if not request.sparse and responses < TURNS * connections:
        return f"only {responses:g} responses for {connections} connections: too short to tell"
    waiting = spread([sample.waiting for sample in samples]).median
    if not request.sparse and waiting < LEAST_WAITING:
        return (
            f"the client was the limit: its connections waited for the server"
            f" {waiting:.0%} of the time"
        )
    busy = spread([sample.client_busy for sample in samples]).median
    if busy > MOST_BUSY:
        return f"the client was the limit: it took {busy:.0%} of its processor"
    rate = spread([sample.rate for sample in samples]).median
    if ceiling is not None and rate * HEADROOM > ceiling:
        return (
            f"the client may have been the limit: it can do {ceiling:,.0f} a second at most,"
            f" and {rate:,.0f} here is more than half of that"
        )
    return None
