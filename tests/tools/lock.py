"""Renew every requirements.txt and docs/licences.json: `python -m tests.tools.lock [--upgrade]`."""

import subprocess
import sys

from tests.tools import licences
from tests.tools.environments import FOLDERS, ROOT

COMPILE = ["uv", "pip", "compile", "--universal", "--python-version=3.11", "--generate-hashes"]


def lock(name: str, options: list[str]) -> int:
    """Lock a folder: what it depends on and its tools."""
    output = f"--output-file={FOLDERS[name] / 'requirements.txt'}"
    sources = ["pyproject.toml", "--group=dev"]
    if name == "tests":
        sources = ["--group=pyproject.toml:tests"]
    command = [*COMPILE, "--no-header", "--quiet", *sources, *options, output]
    folder = ROOT if name == "tests" else FOLDERS[name]
    return subprocess.run(command, cwd=folder, check=False).returncode


if __name__ == "__main__":
    codes = [lock(name, sys.argv[1:]) for name in FOLDERS]
    if not any(codes):
        licences.write()
    sys.exit(max(codes))
