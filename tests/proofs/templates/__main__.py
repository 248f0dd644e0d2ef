"""Make projects, and check each: words, style, types, own tests, migrations, a server.

python -m tests.proofs.templates few        one for each framework
python -m tests.proofs.templates all        twenty-four, and an update of one for each framework
"""

import argparse
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.proofs.templates.combinations import combinations, describe, few, kept
from tests.proofs.templates.project import Project, check
from tests.proofs.templates.source import make, snapshot
from tests.proofs.templates.updating import make_and_update
from tests.support.databases import Databases
from tests.support.interruption import run_command
from tests.support.servers import LaunchError


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.proofs.templates", description=__doc__)
    parser.add_argument("which", choices=["few", "all"])
    parser.add_argument("--python", action="append", required=True, metavar="NAME=PATH")
    options = parser.parse_args()
    pythons = dict(option.split("=", 1) for option in options.python)
    with TemporaryDirectory() as place:
        return run(Path(place), pythons, is_short=options.which == "few")


def run(place: Path, pythons: dict[str, str], is_short: bool) -> int:
    """Run the jobs two at a time; 1 if one fails."""
    databases, source = Databases(place), snapshot(place)

    def made(answers: dict[str, Any]) -> None:
        home = Path(place, str(id(answers)))
        url = databases.create(answers["database"], home.name)
        make(source, home / "project", answers)
        check(answers, program(home, answers, url))

    def updated(answers: dict[str, Any]) -> None:
        home = Path(place, str(id(answers)))
        make_and_update(home, answers, program(home, answers, f"sqlite:///{home}/data.sqlite3"))

    def program(home: Path, answers: dict[str, Any], url: str) -> Project:
        home.mkdir(exist_ok=True)
        framework = answers["framework"]
        log, folder = str(home / "log"), str(home / "project")
        return Project(framework, pythons[framework], url, log, folder, answers["name"])

    jobs = [(made, answers) for answers in (few() if is_short else combinations())]
    if not is_short:
        jobs += [(updated, answers) for answers in kept()]
    try:
        if any(answers["database"] == "postgresql" for _, answers in jobs):
            databases.server_url()
        with ThreadPoolExecutor(2) as pool:
            return max(pool.map(lambda job: attempt(*job), jobs))
    finally:
        databases.close()


def attempt(job: Callable[[dict[str, Any]], None], answers: dict[str, Any]) -> int:
    """Do a job and print a line, with the reason if it fails; 1 then."""
    start, reason = time.monotonic(), ""
    try:
        job(answers)
    except LaunchError as error:
        reason = f"\n{error}"
    verdict = "FAILED" if reason else "ok"
    seconds = time.monotonic() - start
    print(f"{job.__name__:8} {describe(answers)} {seconds:4.0f} s {verdict}{reason}", flush=True)
    return 1 if reason else 0


if __name__ == "__main__":
    run_command(main)
