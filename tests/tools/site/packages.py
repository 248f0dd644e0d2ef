"""The packages of the three, read from their pyproject.toml and their locks."""

import json
import re
import tomllib
from collections import Counter
from typing import Any

from tests.tools.environments import FOLDERS, IMPLEMENTATIONS, ROOT

Table = dict[str, dict[str, str]]

# Of the packages that the folders ask for themselves, those which do the same.
PURPOSES = {
    "OpenAPI schema": {"drf-spectacular", "flask-smorest"},
    "validation": {"djangorestframework", "marshmallow", "pydantic"},
    "database": {"flask-sqlalchemy", "sqlalchemy"},
    "migrations": {"flask-migrate", "alembic"},
    "CORS": {"django-cors-headers", "flask-cors"},
    "rate limits": {"limits", "flask-limiter", "slowapi"},
    "JWT": {"pyjwt", "python-jose", "authlib", "joserfc", "djangorestframework-simplejwt"},
    "server": {"granian", "gunicorn", "uvicorn"},
}
RELEASES = ["django", "djangorestframework", "flask", "flask-sqlalchemy", "fastapi", "sqlalchemy"]
NONE = "none"
# Written by tests/tools/licences.py from the installed packages.
LICENCES = ROOT / "docs" / "licences.json"
FEW = 3


def packages() -> dict[str, Table]:
    """Tables by title: row to framework to figure."""
    sizes = {
        "direct dependencies": direct,
        "installed to run it, all included (Windows: one more)": at_run_time,
        "pinned, with the tools for development": pinned,
    }
    return {
        "Packages": {
            row: {name: str(len(found(name))) for name in IMPLEMENTATIONS}
            for row, found in sizes.items()
        },
        "Packages by purpose": _purposes(),
        "Licences of the packages at run time": _licences(),
        "Feature releases": _releases(),
    }


def project(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDERS[name] / "pyproject.toml").read_text("utf-8"))


def direct(name: str) -> set[str]:
    """The packages that the application itself asks for."""
    asked = project(name)["project"]["dependencies"]
    return {re.split(r"[^\w.-]", each, maxsplit=1)[0].lower() for each in asked}


def pinned(name: str) -> dict[str, list[str]]:
    """The packages of the lock, each with its versions: there may be one per range of Pythons."""
    found: dict[str, list[str]] = {}
    for package, version in re.findall(r"^([\w.-]+)==([\w.]+)", _lock(name), re.MULTILINE):
        found.setdefault(package, []).append(version)
    return found


def at_run_time(name: str) -> set[str]:
    """What the application asks for, and what that needs, by the `# via` comments of the lock.

    As elsewhere than on Windows, where tzdata comes on top; the benchmark counts the same.
    """
    needed_by: dict[str, set[str]] = {}
    lock = re.sub(r"(?m)^.* ; sys_platform == 'win32' \\\n(?: .*\n)*", "", _lock(name))
    for package, block in re.findall(r"^([\w.-]+)==.*\n((?: .*\n)*)", lock, re.MULTILINE):
        named = re.findall(r"^ +# +(?:via )?([\w.-]+)", block, re.MULTILINE)
        needed_by.setdefault(package, set()).update(named)
    found = direct(name)
    while more := {each for each, by in needed_by.items() if by & found} - found:
        found |= more
    return found


def _lock(name: str) -> str:
    return (FOLDERS[name] / "requirements.txt").read_text("utf-8")


def _purposes() -> Table:
    return {
        purpose: {
            name: ", ".join(sorted(direct(name) & packages)) or NONE for name in IMPLEMENTATIONS
        }
        for purpose, packages in PURPOSES.items()
    }


def _licences() -> Table:
    """Their number; and which they are, where they are few."""
    rows: Table = {}
    known: dict[str, str] = json.loads(LICENCES.read_text("utf-8"))
    for licence, _ in Counter(known.values()).most_common():
        rows[licence] = {}
        for name in IMPLEMENTATIONS:
            found = sorted(each for each in at_run_time(name) if known.get(each) == licence)
            few = f": {', '.join(found)}" if 0 < len(found) <= FEW else ""
            rows[licence][name] = f"{len(found) or NONE}{few}"
    return rows


def _releases() -> Table:
    """Without the last number, the newest first."""
    rows: Table = {package: {} for package in RELEASES}
    for name in IMPLEMENTATIONS:
        for package, row in rows.items():
            numbers = [each.split(".")[:2] for each in pinned(name).get(package, [])]
            numbers.sort(key=lambda each: [int(part) for part in each], reverse=True)
            row[name] = " and ".join(".".join(each) for each in numbers) or NONE
    return rows
