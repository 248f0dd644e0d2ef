"""The three implementations on their ports, each with an empty database."""

import socket
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from pathlib import Path

from tests.demo.interruption import finish_in_peace
from tests.launchers import ROOT, LaunchError, Program, Server, launch, migrate, stop

PORTS = {"django": 8001, "flask": 8002, "fastapi": 8003}
TITLES = {"django": "Django", "flask": "Flask", "fastapi": "FastAPI"}


def require_free_ports() -> None:
    for port in PORTS.values():
        with socket.socket() as listener:
            # As servers do: connections of an earlier run that linger do not count.
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                listener.bind(("127.0.0.1", port))
            except OSError:
                message = f"Port {port} is in use: stop what listens there, then start again."
                raise LaunchError(message) from None


def find_interpreters(given: Mapping[str, str]) -> dict[str, str]:
    """The interpreter of each implementation: the one given, or that of its nox environment."""
    default = ROOT / ".nox"
    found = {name: Path(given.get(name, default / f"env-{name}/bin/python")) for name in PORTS}
    for name, python in found.items():
        if not python.is_file():
            message = f"There is no {python}: name the interpreter with --python {name}=PATH."
            raise LaunchError(message)
    return {name: str(python.absolute()) for name, python in found.items()}


@contextmanager
def serving(interpreters: Mapping[str, str], folder: Path) -> Iterator[dict[str, Server]]:
    """Migrate and start the three side by side; afterwards none is left, whatever happened."""
    with ThreadPoolExecutor() as pool:
        started = {
            name: pool.submit(_start, _program(name, python, folder))
            for name, python in interpreters.items()
        }
        try:
            wait(started.values())
            yield {name: future.result() for name, future in started.items()}
        finally:
            finish_in_peace()
            stop(*(one.result() for one in started.values() if one.exception() is None))


def _program(name: str, python: str, folder: Path) -> Program:
    database = f"sqlite:///{folder / name}.sqlite3"
    return Program(name, python, database, str(folder / f"{name}.log"))


def _start(program: Program) -> Server:
    migrate(program)
    return launch(program, port=PORTS[program.implementation])
