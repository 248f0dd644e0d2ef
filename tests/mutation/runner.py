"""Run the suite against the mutants: `python -m tests.mutation.runner [--most N] [NAME ...]`.

Runs the suite against one reference server per mutant, two at a time, until a case fails: first the
files which hold the rules of the mutant, and the whole suite only if they find nothing. A mutant
counts as killed only by a case, not by a run which breaks down. Prints which case killed which
mutant, and fails if fewer than 95 of 100 were killed.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.mutation import stop_at_first_failure as plugin
from tests.mutation.mutants import MUTANTS, Mutant
from tests.support.interruption import child, run_command

ROOT = Path(__file__).resolve().parents[2]
AT_ONCE = 2
GIVE_UP_SECONDS = 300
ENOUGH = 0.95
PYTEST = (
    *(
        sys.executable,
        "-m",
        "pytest",
        "-p",
        "tests.mutation.stop_at_first_failure",
        "-p",
        "no:cacheprovider",
    ),
    *("--target", "reference", "--quiet", "--tb=no", "--continue-on-collection-errors"),
)
QUICK = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}


@dataclass(frozen=True)
class Found:
    """The case which failed, and the rules it is marked with."""

    case: str
    rules: list[str]


NOTHING = Found("", [])


@dataclass(frozen=True)
class Verdict:
    """What became of one mutant; `case` is empty where no case found it."""

    mutant: str
    sentence: str
    rules: tuple[str, ...]
    case: str
    of_its_rules: bool
    seconds: float
    said: str


def judge(mutant: Mutant) -> Verdict:
    started = time.monotonic()
    found, said = run(mutant, files_of(mutant.rules))
    if not found.case:
        found, said = run(mutant, [])
    return Verdict(
        mutant=mutant.name,
        sentence=mutant.sentence,
        rules=mutant.rules,
        case=found.case.removeprefix("tests/contract/"),
        of_its_rules=not set(mutant.rules).isdisjoint(found.rules),
        seconds=round(time.monotonic() - started, 1),
        said=said,
    )


def files_of(rules: Iterable[str]) -> list[str]:
    texts = {
        str(path): path.read_text("utf-8")
        for path in sorted(ROOT.glob("tests/contract/**/test_*.py"))
    }
    return [path for path, text in texts.items() if any(f'"{rule}"' in text for rule in rules)]


def run(mutant: Mutant, files: list[str]) -> tuple[Found, str]:
    """Run the suite or some of its files; the case which failed, and the last line said."""
    with tempfile.TemporaryDirectory() as folder:
        result = Path(folder) / "result.json"
        settings = {plugin.RULES: ",".join(mutant.rules), plugin.RESULT: str(result)}
        environment = {**os.environ, **QUICK, **settings, "MUTANT": mutant.name}
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
        with child([*PYTEST, *files], cwd=ROOT, env=environment, **pipes) as process:
            try:
                output, _ = process.communicate(timeout=GIVE_UP_SECONDS)
            except subprocess.TimeoutExpired:
                process.terminate()  # lets pytest stop its servers
                output, _ = process.communicate()
        said = (output.decode(errors="replace").strip().splitlines() or [""])[-1]
        return Found(**json.loads(result.read_text())) if result.exists() else NOTHING, said


def chosen(names: list[str], most: int | None) -> list[Mutant]:
    """The mutants named, or as many as asked for, spread over all of them."""
    unknown = [name for name in names if name not in MUTANTS]
    if unknown:
        sys.exit(f"There is no mutant named {', '.join(unknown)}.")
    mutants = [MUTANTS[name] for name in names] or list(MUTANTS.values())
    step = max(1, -(-len(mutants) // most)) if most else 1
    return mutants[::step]


def verdicts(mutants: Iterable[Mutant]) -> Iterator[Verdict]:
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for verdict in pool.map(judge, mutants):
            by = verdict.case or f"SURVIVED ({verdict.said})"
            aside = "" if verdict.of_its_rules or not verdict.case else "  (by another rule)"
            print(f"{verdict.mutant:36} {','.join(verdict.rules):8} {by}{aside}", flush=True)
            yield verdict


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.mutation.runner")
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--most", type=int, metavar="N", help="no more than N mutants")
    parser.add_argument("--json", type=Path, default=ROOT / "report/mutation.json", metavar="FILE")
    options = parser.parse_args()
    judged = list(verdicts(chosen(options.names, options.most)))
    found = [verdict for verdict in judged if verdict.case]
    options.json.parent.mkdir(parents=True, exist_ok=True)
    listed = {"mutants": len(judged), "found": len(found), "verdicts": [*map(asdict, judged)]}
    options.json.write_text(json.dumps(listed, indent=1) + "\n")
    print(f"{len(found)} of {len(judged)} mutants were killed by a case.")
    return 1 if len(found) < ENOUGH * len(judged) else 0


if __name__ == "__main__":
    run_command(main)
