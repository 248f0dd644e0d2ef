"""What each folder needs to run, without the tools for its development: packages and their size."""

import tomllib
from importlib.metadata import Distribution, distributions
from pathlib import Path
from typing import Any

from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.tools.environments import FOLDERS, IMPLEMENTATIONS


def environments(pythons: dict[str, str]) -> dict[str, dict[str, Any]]:
    """environments.NAME: the packages that are needed to run, and their files."""
    found = {}
    for name in IMPLEMENTATIONS:
        project = tomllib.loads((FOLDERS[name] / "pyproject.toml").read_text("utf-8"))
        installed = _installed(Path(pythons[name]))
        needed = closure(project["project"]["dependencies"], installed)
        size = sum(_size(installed[each]) for each in needed)
        found[name] = {"packages": len(needed), "mib": round(size / 2**20, 1)}
    return found


def closure(requirements: list[str], installed: dict[str, Distribution]) -> set[str]:
    """The names of these packages and of all that they need here."""
    found: set[str] = set()
    todo = [(Requirement(line), "") for line in requirements]
    seen: set[tuple[str, str]] = set()
    while todo:
        requirement, extra = todo.pop()
        marker = requirement.marker
        name = canonicalize_name(requirement.name)
        if marker and not marker.evaluate({**_environment(), "extra": extra}):
            continue
        if name not in installed:
            continue
        found.add(name)
        for wanted in ["", *requirement.extras]:
            if (name, wanted) not in seen:
                seen.add((name, wanted))
                todo += [(Requirement(line), wanted) for line in installed[name].requires or []]
    return found


def _environment() -> dict[str, str]:
    return {key: str(value) for key, value in default_environment().items()}


def _installed(python: Path) -> dict[str, Distribution]:
    home = python.parents[1]
    places = [
        str(each) for each in [*home.glob("lib/python*/site-packages"), home / "Lib/site-packages"]
    ]
    return {canonicalize_name(each.metadata["Name"]): each for each in distributions(path=places)}


def _size(distribution: Distribution) -> int:
    files = [Path(str(file.locate())) for file in distribution.files or []]
    return sum(file.stat().st_size for file in files if file.is_file() and file.suffix != ".pyc")
