"""The cells of a run: implementations on databases, each with a server of four processes."""

import argparse
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.databases import Databases
from tests.support.implementations import IMPLEMENTATIONS
from tests.support.servers import (
    ROOT,
    START_SECONDS,
    LaunchError,
    Program,
    Server,
    launch,
    migrate,
    stop,
)
from tests.support.targets import add_target_options

WORKERS = {"GRANIAN_WORKERS": "4"}
STARTED = "Started worker-"  # what the server logs of each
NAMES = [name for name in IMPLEMENTATIONS if name != "reference"]


def add_options(parser: argparse.ArgumentParser) -> None:
    add_target_options(parser, "NAME[,…]", "to start, one after the other")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the rows there")


class Cells:
    """What the cells of a run share: a folder, a PostgreSQL server, the interpreters."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.names: list[str] = options.target.split(",")
        unknown = set(self.names) - set(NAMES)
        if unknown:
            raise LaunchError(f"There is no target {', '.join(unknown)}.")
        self.interpreters = dict(pair.split("=", 1) for pair in options.python)
        self.folder = Path(tempfile.mkdtemp(prefix="cells-"))
        self.databases = Databases(self.folder)

    def program(self, name: str, kind: str) -> Program:
        """An implementation on a database of its own, which is new and migrated."""
        number = len(list(self.folder.iterdir()))
        title = f"{name}-{kind}-{number}"
        url = self.databases.create(kind, title)
        program = Program(name, self.python(name), url, str(self.folder / f"{title}.log"))
        migrate(program)
        return program

    def python(self, name: str) -> str:
        """The interpreter of an implementation."""
        return self.interpreters.get(name) or str(ROOT / f".nox/env-{name}/bin/python")

    def close(self, keep_logs: bool) -> None:
        self.databases.close()
        if keep_logs:
            print(f"The logs are in {self.folder}.")
        else:
            shutil.rmtree(self.folder, ignore_errors=True)


def _wait_for_workers(program: Program, before: int) -> None:
    """A signal that meets a worker which is still starting may never reach it."""
    give_up = time.monotonic() + START_SECONDS
    while Path(program.log).read_text("utf-8", "replace").count(STARTED) < before + 4:
        if time.monotonic() > give_up:
            raise LaunchError(f"Not all workers of {program.implementation} have started.")
        time.sleep(0.05)


@contextmanager
def serving(program: Program) -> Iterator[Server]:
    """A server for as long as the block lasts, if it lives that long."""
    before = Path(program.log).read_text("utf-8", "replace").count(STARTED)
    server = launch(program, WORKERS)
    try:
        _wait_for_workers(program, before)
        yield server
    finally:
        stop(server)
