"""Generate a client from each target's OpenAPI schema, and talk with each client to every target.

python -m tests.proofs.clients --target django,flask,fastapi
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import httpx

from tests.proofs.clients.generating import GeneratedClient, GenerationError, generate
from tests.proofs.clients.visiting import visit
from tests.proofs.differential.launching import add_options, started
from tests.support.interruption import run_command


@dataclass(frozen=True)
class Pair:
    """The client of one target's OpenAPI schema at another target, or at the same."""

    document: str
    target: str
    operations: int = 0
    error: str = ""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.proofs.clients", description=__doc__)
    add_options(parser)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the outcome there")
    options = parser.parse_args()
    try:
        with started(options) as urls, tempfile.TemporaryDirectory(prefix="clients-") as folder:
            pairs = list(talk(urls, Path(folder)))
    except GenerationError as error:
        print(error, file=sys.stderr)
        return 3
    if options.json:
        options.json.parent.mkdir(parents=True, exist_ok=True)
        options.json.write_text(json.dumps(record(pairs), indent=2))
    wrong = [pair for pair in pairs if pair.error]
    print(f"clients: {len(pairs) - len(wrong)} passed, {len(wrong)} failed")
    return 1 if wrong else 0


def talk(urls: dict[str, str], folder: Path) -> Iterator[Pair]:
    """What became of each pair, told as it is known."""
    sys.path.insert(0, str(folder))
    for number, (name, url) in enumerate(urls.items(), start=1):
        document = httpx.get(f"{url}/openapi.json", trust_env=False).raise_for_status().text
        client = generate(document, f"client_{number}", folder)
        for target, base_url in urls.items():
            pair = tried(client, name, target, base_url)
            print(f"client of {name} at {target}: {pair.error or f'{pair.operations} operations'}")
            yield pair


def record(pairs: list[Pair]) -> dict[str, Any]:
    """The outcome, for a report."""
    errors = [pair.error for pair in pairs if pair.error]
    generator = f"openapi-python-client {version('openapi-python-client')}"
    return {"generator": generator, "pairs": [asdict(pair) for pair in pairs], "errors": errors}


def tried(client: GeneratedClient, document: str, target: str, url: str) -> Pair:
    try:
        return Pair(document, target, visit(client, url))
    except Exception as error:  # generated code raises whatever it likes
        return Pair(document, target, error=str(error) or repr(error))


if __name__ == "__main__":
    run_command(main)
