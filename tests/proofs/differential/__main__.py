"""Compare targets with each other and with the reference server.

python -m tests.proofs.differential --target django,flask,fastapi --examples 500 --seed 7
python -m tests.proofs.differential --replay difference-1.json      the same requests once more
"""

import argparse
import json
import random
import time
from pathlib import Path

from tests.proofs.differential.exchange import Request
from tests.proofs.differential.findings import signature
from tests.proofs.differential.launching import add_options, started
from tests.proofs.differential.replay import replayed
from tests.proofs.differential.report import as_json, save, told
from tests.proofs.differential.running import run
from tests.proofs.differential.session import Session
from tests.support.interruption import run_command


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m tests.proofs.differential", description=__doc__
    )
    add_options(parser)
    parser.add_argument("--examples", type=int, default=220, help="sequences to draw")
    parser.add_argument("--seed", type=int, default=None, help="draw the same sequences again")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the outcome there")
    parser.add_argument("--replay", type=Path, metavar="FILE", help="send these requests again")
    parser.add_argument(
        "--differences",
        type=Path,
        metavar="FOLDER",
        default=Path("build/differences"),
        help="where files for --replay are written (default: %(default)s)",
    )
    parser.add_argument("--quick", action="store_true", help="do not look for smaller values")
    options = parser.parse_args()
    with started(options) as urls:
        return replay(urls, options.replay) if options.replay else compare(urls, options)


def compare(urls: dict[str, str], options: argparse.Namespace) -> int:
    began = time.monotonic()
    chosen = random.randrange(2**32) if options.seed is None else options.seed  # noqa: S311 - no secret
    outcome = run(urls, options.examples, chosen, shrink=not options.quick)
    for number, (title, log) in enumerate(outcome.differences.items(), start=1):
        print(told(title, log))
        print(f"  again: --replay {save(options.differences, number, title, log)}\n")
    found = len(outcome.differences)
    print(
        f"differential: {outcome.sequences} sequences, {outcome.requests} requests to "
        f"{', '.join(urls)}, {found} differences "
        f"({time.monotonic() - began:.0f} s, seed {outcome.seed})"
    )
    if options.json:
        record = {
            "seed": outcome.seed,
            "targets": list(urls),
            "database": options.database,
            "sequences": outcome.sequences,
            "requests": outcome.requests,
            "differences": [as_json(title, log) for title, log in outcome.differences.items()],
        }
        options.json.parent.mkdir(parents=True, exist_ok=True)
        options.json.write_text(json.dumps(record, indent=2))
    return 1 if found else 0


def replay(urls: dict[str, str], path: Path) -> int:
    """Send a recorded sequence to fresh accounts; a difference shows again or is gone."""
    recorded = json.loads(path.read_text())
    log = replayed(Session(urls), [Request.from_json(request) for request in recorded["requests"]])
    if log[-1].different:
        print(told(signature(log[-1]), log))
        return 1
    print(f"replay: {len(log)} requests to {', '.join(urls)}, no difference")
    return 0


if __name__ == "__main__":
    run_command(main)
