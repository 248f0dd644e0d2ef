"""The servers and databases of one run."""

import argparse
import shutil
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tests.support.databases import KINDS, Databases
from tests.support.implementations import IMPLEMENTATIONS
from tests.support.servers import (
    ROOT,
    LaunchError,
    Program,
    Server,
    launch,
    migrate,
    stop,
)

ORIGIN = "https://app.example"
OTHER_SETTINGS = {"CORS_ALLOWED_ORIGINS": ORIGIN, "TOKEN_TTL_SECONDS": "2"}


@dataclass(frozen=True)
class Target:
    """What one case is run against: a base URL and, if the suite started it, how."""

    name: str
    url: str
    configured_url: str = ""
    program: Program | None = None


class Running:
    """The servers and databases that this run has started."""

    def __init__(self, interpreters: dict[str, str], database: str) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="contract-"))
        self.databases = Databases(self.folder)
        self.interpreters = interpreters
        self.database = database
        self.servers: list[Server] = []

    def start(self, names: list[str], configured: bool = True) -> dict[str, Target]:
        """Start what is named; `configured` starts a second server of each, with other settings."""
        programs = {name: self._program(name) for name in names if not is_url(name)}
        with ThreadPoolExecutor() as pool:
            list(pool.map(migrate, programs.values()))
            plain = pool.map(self._launch, programs.values())
            second = programs if configured else {}
            others = pool.map(partial(self._launch, settings=OTHER_SETTINGS), second.values())
            other_urls = {name: other.url for name, other in zip(second, others, strict=True)}
            started = {
                name: Target(name, one.url, other_urls.get(name, ""), one.program)
                for name, one in zip(programs, plain, strict=True)
            }
        return {name: started.get(name) or Target(name, name.rstrip("/")) for name in names}

    def stop(self, keep_logs: bool) -> None:
        try:
            stop(*self.servers)
        finally:
            self.databases.close()
            if not keep_logs:
                shutil.rmtree(self.folder, ignore_errors=True)

    def _program(self, name: str) -> Program:
        implementation, _, database = name.partition("@")
        if implementation not in IMPLEMENTATIONS or database not in ("", *KINDS):
            raise LaunchError(f"There is no target {name}.")
        python = self.interpreters.get(implementation) or _default_interpreter(implementation)
        url = self.databases.create(database or self.database, name)
        return Program(implementation, python, url, str(self.folder / f"{name}.log"))

    def _launch(self, program: Program, settings: dict[str, str] | None = None) -> Server:
        server = launch(program, settings)
        self.servers.append(server)
        return server


def add_target_options(parser: argparse.ArgumentParser, names: str, what: str) -> None:
    """What to run a proof on, and the interpreters of what it starts."""
    parser.add_argument(
        "--target",
        default="django,flask,fastapi",
        metavar=names,
        help=f"implementations {what} (default: %(default)s)",
    )
    parser.add_argument(
        "--python",
        action="append",
        default=[],
        metavar="NAME=PATH",
        help="interpreter of an implementation (default: .nox/env-NAME/bin/python)",
    )


def is_url(name: str) -> bool:
    return "://" in name


def _default_interpreter(implementation: str) -> str:
    if implementation == "reference":
        return sys.executable
    python = ROOT / ".nox" / f"env-{implementation}" / "bin" / "python"
    if not python.exists():
        raise LaunchError(f"Name the interpreter: --python {implementation}=PATH.")
    return str(python)
