"""Measure all three and what they are made of: `./nox -s bench`, shorter with `-- --quick`.

The figures go to the terminal and to build/bench.json; `--keep` makes them those of the site.
"""

import argparse
import json
import shutil
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.bench import clients, machine
from tests.bench.articles import article_stage, claim_stage
from tests.bench.claims import claims
from tests.bench.databases import prepare
from tests.bench.endurance import Tally
from tests.bench.environments import environments
from tests.bench.measure import Run
from tests.bench.report import tables
from tests.bench.stages import MAIN, SIZES, depth_stage, main_stage, quick_stage
from tests.bench.terminal import show
from tests.support.databases import Databases
from tests.support.interruption import run_command
from tests.tools.environments import ROOT

KEPT = ROOT / "docs" / "bench.json"
FULL = {
    "requests and yardsticks": main_stage,
    "deep pages": depth_stage,
    "tables of articles": article_stage,
    "waiting, pools, drivers": claim_stage,
}
QUICK = {"requests and yardsticks": quick_stage}


def main() -> int:
    parser = argparse.ArgumentParser(prog="./nox -s bench --", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="two minutes: the most asked rows")
    parser.add_argument("--keep", action="store_true", help=f"write {KEPT.relative_to(ROOT)}")
    parser.add_argument("--rounds", type=int, default=5, help="at least five (default)")
    parser.add_argument("--python", action="append", default=[], metavar="NAME=PATH")
    options = parser.parse_args()
    if options.rounds < 5:
        parser.error("a spread of fewer than five rounds says nothing")
    pythons = dict(pair.split("=", 1) for pair in options.python)
    report = measured(pythons, options.rounds, options.quick)
    for file in [ROOT / "build" / "bench.json", *([KEPT] if options.keep else [])]:
        file.parent.mkdir(exist_ok=True)
        file.write_text(json.dumps(report, indent=1) + "\n", "utf-8")
    show(report)
    return 0


def measured(pythons: dict[str, str], rounds: int, quick: bool) -> dict[str, Any]:
    """Prepare, measure each stage, and tell about it all."""
    began = time.perf_counter()
    free = machine.processors()
    own = len(free) > 1
    facts = machine.machine(own)
    folder = Path(tempfile.mkdtemp(prefix="bench-"))
    databases = Databases(folder)
    server, client = (free[0], free[1]) if own else (None, None)
    run = Run(folder, Tally(clients.send), rounds, server, client, not quick)
    try:
        with machine.pinned(run.client_processor):
            data = prepare(databases, pythons, (MAIN,) if quick else SIZES)
        run.laps.note("databases")
        for name, stage in (QUICK if quick else FULL).items():
            run.stage(name, stage(data))
    finally:
        databases.close()
        shutil.rmtree(folder, ignore_errors=True)
    report: dict[str, Any] = {
        "mode": "quick" if quick else "full",
        "command": " ".join(["./nox -s bench", *(["-- --quick"] if quick else [])]),
        "client": clients.client_name(),
        "rounds": rounds,
        "machine": facts,
        "versions": machine.versions(pythons),
        "commands": list(dict.fromkeys(case.service.plan.command for case in run.cases)),
        "processes": run.processes(),
        **({"crowd": run.crowd} if run.crowd else {}),
        "environments": environments(pythons),
        "results": tables(run.cases),
    }
    report["claims"] = claims(report)
    report["stages"] = run.laps.seconds
    report["seconds"] = round(time.perf_counter() - began)
    return report


if __name__ == "__main__":
    run_command(main)
