"""Run Schemathesis on one target, with tokens and without."""

import itertools
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.proofs.fuzzing.accounts import new_token
from tests.proofs.fuzzing.document import derived
from tests.support.interruption import child

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
PEERS = ("alice", "bob")
# About as many calls follow from one example per operation.
CALLS_PER_EXAMPLE = 30
EXAMPLES_AT_MOST = 300


@dataclass
class Fuzzed:
    """What was done to one target, and what was found."""

    target: str
    calls: int = 0
    failures: list[str] = field(default_factory=list)
    output: list[str] = field(default_factory=list)

    def add(self, report: Mapping[str, Any], output: str) -> None:
        self.calls += report["test_cases"]["generated"]
        found = [
            f"{failure['code']} {failure['title']}: {', '.join(failure['operations'])}"
            for failure in report["failures"]
        ]
        found += [str(error) for error in report["errors"]]
        if not report["complete"]:
            found.append(f"stopped early: {report['stop_reason']}")
        self.failures += [failure for failure in found if failure not in self.failures]
        if found:
            self.output.append(output)


def fuzz(target: str, url: str, calls: int, seed: int, folder: Path) -> Fuzzed:
    """With tokens and without, and on until there were that many calls."""
    outcome = Fuzzed(target)
    document = folder / "openapi.json"
    document.write_text(json.dumps(derived()))
    for number, (with_tokens, phases) in enumerate(rounds()):
        if number > 1 and outcome.calls >= calls:
            break
        examples = (calls - outcome.calls) // CALLS_PER_EXAMPLE
        options = [
            f"--max-examples={min(max(examples, 1), EXAMPLES_AT_MOST)}",
            f"--phases={phases}",
            f"--seed={seed + number}",
        ]
        outcome.add(*schemathesis(document, url, options, with_tokens, folder))
    return outcome


def rounds() -> Iterator[tuple[bool, str]]:
    """Whether tokens are sent, and the phases; `coverage` would do the same each time."""
    yield True, "examples,coverage,fuzzing,stateful"
    yield False, "fuzzing,stateful"
    yield False, "coverage"
    for with_tokens in itertools.cycle((True, False)):
        yield with_tokens, "fuzzing,stateful"


def schemathesis(
    document: Path, url: str, options: list[str], with_tokens: bool, folder: Path
) -> tuple[dict[str, Any], str]:
    """One run: its report and what it printed."""
    config, report = folder / "schemathesis.toml", folder / "report.json"
    tokens = [new_token(url) for _ in PEERS] if with_tokens else []
    config.write_text((HERE / "schemathesis.toml").read_text() + identities(tokens, folder))
    report.unlink(missing_ok=True)
    command = [
        *(sys.executable, "-m", "schemathesis.cli", "--no-color", f"--config-file={config}"),
        *("run", str(document), f"--url={url}", *options),
        *("--generation-database=none", "--report=json", f"--report-json-path={report}"),
    ]
    environment = {**os.environ, "FUZZING_URL": url, "FUZZING_TOKENS": " ".join(tokens)}
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    with child(command, cwd=ROOT, env=environment, **pipes) as process:
        output = process.communicate()[0].decode(errors="replace")
    if not report.exists():
        raise RuntimeError(f"Schemathesis did not run:\n{output}")
    return json.loads(report.read_text()), output


def identities(tokens: list[str], folder: Path) -> str:
    """Two users who must not see each other's drafts; none for an anonymous run."""
    if not tokens:
        return ""
    users = [
        {
            "name": name,
            "fixedHeaders": [{"name": "Authorization", "value": f"Bearer {token}"}],
        }
        for name, token in zip(PEERS, tokens, strict=True)
    ]
    path = folder / "identities.json"
    path.write_text(json.dumps({"auth": users}))
    return f"\n[auth.wfc]\npath = {json.dumps(str(path))}\npeers = {json.dumps(PEERS)}\n"
