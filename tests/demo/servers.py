"""The three implementations on their ports, each with an empty database."""

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from pathlib import Path

from tests.demo.interruption import finish_in_peace
from tests.launchers import ROOT, LaunchError, Program, Server, launch, migrate, stop
from tests.ports import PORTS, require_free_port

TITLES = {"django": "Django", "flask": "Flask", "fastapi": "FastAPI"}


def require_free_ports() -> None:
    for port in PORTS.values():
        require_free_port(port)


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
