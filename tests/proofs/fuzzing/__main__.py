"""Fuzz targets with requests drawn from the contract.

python -m tests.proofs.fuzzing --target django,flask,fastapi --calls 20000 --seed 7
"""

import argparse
import json
import random
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path

from tests.proofs.differential.launching import add_options, started
from tests.proofs.fuzzing.running import Fuzzed, fuzz
from tests.support.interruption import run_command


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.proofs.fuzzing", description=__doc__)
    add_options(parser)
    parser.add_argument("--calls", type=int, default=1, help="at least as many to each target")
    parser.add_argument("--seed", type=int, default=None, help="draw the same requests again")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the outcome there")
    options = parser.parse_args()
    with started(options) as urls:
        return fuzz_all(urls, options)


def fuzz_all(urls: dict[str, str], options: argparse.Namespace) -> int:
    """All targets side by side."""
    began = time.monotonic()
    seed = random.randrange(2**31) if options.seed is None else options.seed  # noqa: S311 - no secret
    with tempfile.TemporaryDirectory(prefix="fuzzing-") as name, ThreadPoolExecutor() as pool:
        folders = [Path(name) / str(number) for number in range(len(urls))]
        for folder in folders:
            folder.mkdir()
        outcomes = list(
            pool.map(
                lambda name, url, folder: fuzz(name, url, options.calls, seed, folder),
                *zip(*urls.items(), strict=True),
                folders,
            )
        )
    for outcome in outcomes:
        print("\n".join(outcome.output))
        for failure in outcome.failures:
            print(f"{outcome.target}: {failure}")
    print(f"fuzzing: {summary(outcomes)} ({time.monotonic() - began:.0f} s, seed {seed})")
    if options.json:
        record = {"seed": seed, "database": options.database}
        found = [{**asdict(outcome), "output": None} for outcome in outcomes]
        options.json.parent.mkdir(parents=True, exist_ok=True)
        options.json.write_text(json.dumps({**record, "targets": found}, indent=2))
    return 1 if any(outcome.failures for outcome in outcomes) else 0


def summary(outcomes: list[Fuzzed]) -> str:
    return ", ".join(
        f"{outcome.target} {outcome.calls} calls and {len(outcome.failures)} findings"
        for outcome in outcomes
    )


if __name__ == "__main__":
    run_command(main)
