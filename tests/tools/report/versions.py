"""Which versions of what took part in a run."""

import json
import platform
import re
import subprocess
import tomllib
from importlib.metadata import version
from pathlib import Path
from typing import Any

import psycopg

from tests.support.implementations import IMPLEMENTATIONS
from tests.support.servers import ROOT, Program
from tests.support.targets import Target
from tests.tools.report.record import Versions

ASK = """
import json, platform, sqlite3, sys
from importlib.metadata import version
packages = {name: version(name) for name in sys.argv[1:]}
found = {"python": platform.python_version(), "sqlite": sqlite3.sqlite_version}
print(json.dumps({**found, "packages": packages}))
"""


def suite_versions() -> Versions:
    """This Python, and the packages which pyproject.toml names."""
    names = _names(_project(ROOT)["dependency-groups"]["tests"])
    return {
        "python": f"{platform.python_version()} on {platform.system()} {platform.machine()}",
        "packages": {name: version(name) for name in names if not name.startswith("types-")},
    }


def versions_of(target: Target) -> Versions:
    """What a launched target is made of, asked of its own interpreter."""
    if target.program is None:
        return {"url": target.url}
    program = target.program
    names = _names(_project(program.folder).get("project", {}).get("dependencies", []))
    command = [program.python, "-c", ASK, *names]
    response = subprocess.run(command, check=True, capture_output=True, cwd=program.folder)
    found = json.loads(response.stdout)
    server = IMPLEMENTATIONS[program.implementation].serve[0]
    return {
        "python": found["python"],
        "server": f"{server} {found['packages'].get(server, '')}".strip(),
        "database": _database(program, found["sqlite"]),
        "packages": found["packages"],
    }


def _database(program: Program, sqlite: str) -> str:
    if not IMPLEMENTATIONS[program.implementation].migrate:
        return "memory"
    if program.database_url.startswith("sqlite"):
        return f"SQLite {sqlite}"
    with psycopg.connect(program.database_url) as connection:
        return f"PostgreSQL {connection.info.parameter_status('server_version')}"


def _project(folder: Path) -> dict[str, Any]:
    return tomllib.loads((folder / "pyproject.toml").read_text("utf-8"))


def _names(requirements: list[str]) -> list[str]:
    return [re.split(r"[^\w.-]", requirement, maxsplit=1)[0] for requirement in requirements]
