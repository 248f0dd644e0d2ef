"""Renew every requirements.txt and docs/licences.json: `python -m tests.tools.lock [--upgrade]`."""

import subprocess
import sys

from tests.tools import licences
from tests.tools.environments import FOLDERS, IMPLEMENTATIONS, REQUIREMENTS, ROOT

COMPILE = ["uv", "pip", "compile", "--universal", "--python-version=3.11", "--generate-hashes"]


def lock(name: str, options: list[str]) -> int:
    """Lock a folder: what it depends on and its tools; the benchmark takes their versions."""
    output = f"--output-file={REQUIREMENTS[name]}"
    sources = ["pyproject.toml", "--group=dev"]
    if name not in IMPLEMENTATIONS:
        sources = [f"--group=pyproject.toml:{name}"]
    if name == "bench":
        sources += [f"--constraint={REQUIREMENTS[each]}" for each in IMPLEMENTATIONS]
    command = [*COMPILE, "--no-header", "--quiet", *sources, *options, output]
    folder = FOLDERS[name] if name in IMPLEMENTATIONS else ROOT
    return subprocess.run(command, cwd=folder, check=False).returncode


if __name__ == "__main__":
    codes = [lock(name, sys.argv[1:]) for name in REQUIREMENTS]
    if not any(codes):
        licences.write()
    sys.exit(max(codes))
