"""Start the reference server: `python -m tests.mutation.reference_server --port N [--mutant NAME]`.

The mutant may also come from the environment (MUTANT), so that whoever starts servers for a
run of the suite need not know of mutants.
"""

import argparse
import os
import sys
from pathlib import Path
from typing import Any

import yaml

from tests.mutation import mutants
from tests.mutation.reference_server import app
from tests.mutation.reference_server.settings import Settings

CONTRACT = Path(__file__).resolve().parents[3] / "shared_contract" / "openapi.yaml"


def document() -> dict[str, Any]:
    """The contract's own, without what only the contract refers to."""
    loaded: dict[str, Any] = yaml.safe_load(CONTRACT.read_bytes())
    del loaded["components"]["responses"]["MethodNotAllowed"]
    del loaded["components"]["headers"]["Allow"]
    return loaded


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.mutation.reference_server")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--mutant", default=os.environ.get("MUTANT"))
    chosen = parser.parse_args()
    if chosen.mutant:
        mutants.activate(chosen.mutant)
    try:
        settings = Settings.from_environment(os.environ)
    except ValueError as error:
        sys.exit(str(error))
    app.serve(chosen.port, settings, document())


if __name__ == "__main__":
    main()
