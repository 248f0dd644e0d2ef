"""Let 24 writers loose on each implementation and database, and count what was lost.

python -m tests.proofs.load --seconds 10
python -m tests.proofs.load --target flask --database sqlite --seconds 2
"""

import argparse
import time
from statistics import median, quantiles
from typing import Any

from tests.proofs.load.audit import lost
from tests.proofs.load.cells import Cells, add_options, serving
from tests.proofs.load.client import Response
from tests.proofs.load.table import Table
from tests.proofs.load.writers import Writers
from tests.support.databases import KINDS
from tests.support.interruption import run_command
from tests.support.servers import Program


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.proofs.load", description=__doc__)
    add_options(parser)
    parser.add_argument("--database", default=",".join(KINDS), metavar="KIND[,…]")
    parser.add_argument("--seconds", type=float, default=10, help="how long to write")
    options = parser.parse_args()
    if not set(options.database.split(",")) <= set(KINDS):
        parser.error(f"--database takes {' and '.join(KINDS)}")
    return run(Cells(options), options)


def run(cells: Cells, options: argparse.Namespace) -> int:
    """One cell after the other, so that none takes time from another."""
    table = Table()
    try:
        for name in cells.names:
            for kind in options.database.split(","):
                load(table, cells.program(name, kind), kind, options.seconds)
        table.save(options.json)
        return 1 if table.is_violated else 0
    finally:
        cells.close(keep_logs=table.is_violated)


def load(table: Table, program: Program, kind: str, seconds: float) -> None:
    """Write for a while, then read it all again."""
    with serving(program) as server:
        with Writers(server.url) as writers:
            time.sleep(seconds)
        responses = writers.responses
        missing = lost(server.url, [author.id for author in writers.authors], responses)
    wrong = [str(one) for one in responses if not one.is_right]
    idle = [] if writers.acknowledged() else ["nothing was acknowledged"]
    row = {"target": program.implementation, "database": kind, **figures(responses)}
    table.add({**row, "lost": len(missing)}, [*missing, *wrong, *idle])


def figures(responses: list[Response]) -> dict[str, Any]:
    """What a row tells; `rejected` are changes of a post that had changed since it was read."""
    times = [1000 * (one.ended - one.began) for one in responses]
    wrong = [one for one in responses if not one.is_right]
    server_errors = [one for one in wrong if one.status >= 500]
    return {
        "requests": len(responses),
        "acknowledged": sum(one.is_acknowledged for one in responses),
        "rejected": sum(one.status == 412 for one in responses),
        "5xx": len(server_errors),
        "other errors": len(wrong) - len(server_errors),
        "median ms": round(median(times), 1),
        "p99 ms": round(quantiles(times, n=100)[98], 1),
    }


if __name__ == "__main__":
    run_command(main)
