"""The environments in .nox/: one per folder and Python, made and renewed by uv as sessions need."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
IMPLEMENTATIONS = ["django", "flask", "fastapi"]
FOLDERS = {name: ROOT / f"{name}_impl" for name in IMPLEMENTATIONS} | {"tests": ROOT / "tests"}
REQUIREMENTS = {name: folder / "requirements.txt" for name, folder in FOLDERS.items()}
REQUIREMENTS["bench"] = ROOT / "tests" / "bench" / "requirements.txt"
PYTHONS = ["3.11", "3.12", "3.13", "3.14"]


def environment(name: str, version: str = "") -> str:
    """The Python of an environment that holds exactly what the folder pins."""
    home = ROOT / ".nox" / f"env-{name}{version}"
    python = home / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    requirements = REQUIREMENTS[name]
    base = ["--allow-existing", "--python", version or sys.executable]
    _uv("venv", *base, str(home))
    # Compiled once: the suite starts hundreds of processes, and some machines keep no bytecode.
    options = ["--require-hashes", "--compile-bytecode", "--python", str(python)]
    _uv("pip", "sync", *options, str(requirements))
    return str(python)


def interpreters(names: list[str], version: str = "") -> list[str]:
    """Options that tell a command which Python runs each implementation."""
    return [f"--python={name}={environment(name, version)}" for name in names]


def pythons() -> list[str]:
    """Of the Pythons supported here, the oldest and the newest that this machine has."""
    find = ["uv", "python", "find", "--no-python-downloads"]
    found = [v for v in PYTHONS if not subprocess.run([*find, v], capture_output=True).returncode]
    return list(dict.fromkeys([found[0], found[-1]]))


def _uv(*words: str) -> None:
    if subprocess.run(["uv", *words, "--quiet"], check=False).returncode:  # noqa: S607 - uv of the launcher
        sys.exit("An environment could not be made: see above.")
