"""Find out which case runs which line: `python -m tests.tools.evidence --python NAME=PATH ...`.

Runs the contract suite against the implementations, each serially, all three at once, and writes
docs/evidence.json. Other arguments go to pytest; then only a part is known, and nothing is written.
"""

import json
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from tests.support.interruption import run_command
from tests.tools.evidence.gathering import LEFT_OUT, Gathering
from tests.tools.evidence.reading import of_unit, read
from tests.tools.evidence.recording import entry, write
from tests.tools.site.concepts import load
from tests.tools.site.evidence import FILE, key
from tests.tools.site.pages import shown_units


def put_together(folders: dict[str, Path]) -> dict[str, Any]:
    """What docs/evidence.json is to hold."""
    outcomes = {
        name: json.loads((folder / "cases.json").read_text("utf-8"))
        for name, folder in folders.items()
    }
    files = {path: file for folder in folders.values() for path, file in read(folder).items()}
    cases = {
        case: {
            "rules": next(each[case]["rules"] for each in outcomes.values() if case in each),
            **{name: each[case]["outcome"] for name, each in outcomes.items() if case in each},
        }
        for case in sorted({case for each in outcomes.values() for case in each})
    }
    units = {
        key(unit): entry(unit, of_unit(unit, files[unit.file]), cases)
        for unit in shown_units(load())
        if unit.file in files
    }
    return {"ran": time.strftime("%Y-%m-%d"), "cases": cases, "units": units}


def main() -> int:
    given = [word for word in sys.argv[1:] if word.startswith("--python=")]
    pythons = dict(each.removeprefix("--python=").split("=", 1) for each in given)
    words = [word for word in sys.argv[1:] if word not in given]
    started = time.monotonic()
    for file, reason in LEFT_OUT.items():
        print(f"left out: {file}: {reason}")
    with tempfile.TemporaryDirectory(prefix="evidence-") as root, ThreadPoolExecutor() as pool:
        folders = {name: Path(root) / name for name in pythons}
        running = {
            name: pool.submit(Gathering(name, python, folders[name]).run, words)
            for name, python in pythons.items()
        }
        for name, future in running.items():
            for line in future.result():
                print(f"{name}, {line}", flush=True)
        recorded = put_together(folders)
    failed = [name for name, case in recorded["cases"].items() if "failed" in case.values()]
    for name in failed:
        print(f"failed under the tracer: {name}")
    print(f"{len(recorded['units'])} units in {time.monotonic() - started:.0f} s")
    if words:
        return 0
    write(recorded)
    print(f"written: {FILE.name}, {FILE.stat().st_size / 1000:.0f} kB")
    return 0


if __name__ == "__main__":
    run_command(main)
