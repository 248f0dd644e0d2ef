"""Find out which case runs which line: `python -m tests.tools.evidence --python=NAME=PATH ...`.

Runs the contract suite against the implementations, each serially, all three at once, and renews
docs/evidence.json; `flask` renews that one's part. Other arguments go to pytest; then only a part
is known, and nothing is written.
"""

import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.support.interruption import run_command
from tests.tools.evidence.gathering import LEFT_OUT, Gathering
from tests.tools.evidence.recording import put_together, write
from tests.tools.site.evidence import FILE, recorded


def main() -> int:
    given = [word for word in sys.argv[1:] if word.startswith("--python=")]
    pythons = dict(each.removeprefix("--python=").split("=", 1) for each in given)
    chosen = [word for word in sys.argv[1:] if word in pythons] or list(pythons)
    words = [word for word in sys.argv[1:] if word not in [*given, *chosen]]
    started = time.monotonic()
    for file, reason in LEFT_OUT.items():
        print(f"left out: {file}: {reason}")
    with tempfile.TemporaryDirectory(prefix="evidence-") as root, ThreadPoolExecutor() as pool:
        folders = {name: Path(root) / name for name in chosen}
        running = {
            name: pool.submit(Gathering(name, pythons[name], folder).run, words)
            for name, folder in folders.items()
        }
        for name, future in running.items():
            for line in future.result():
                print(f"{name}, {line}", flush=True)
        found = put_together(recorded(), folders)
    failed = [name for name, case in found["cases"].items() if "failed" in case.values()]
    for name in failed:
        print(f"failed under the tracer: {name}")
    print(f"{len(found['units'])} units in {time.monotonic() - started:.0f} s")
    if words:
        return 0
    write(found)
    print(f"written: {FILE.name}, {FILE.stat().st_size / 1000:.0f} kB")
    return 0


if __name__ == "__main__":
    run_command(main)
