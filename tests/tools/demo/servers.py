"""The three implementations on their ports, each with an empty database."""

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from tests.support.ports import PORTS, require_free_port
from tests.support.servers import ROOT, LaunchError, Program, Server, launch, migrate, stop
from tests.tools.tracing import launch_traced

TITLES = {"django": "Django", "flask": "Flask", "fastapi": "FastAPI"}
# As each of them has it by default; an address may log in more often than one person does.
SETTINGS = {"LOGIN_RATE_PER_ACCOUNT": "10/minute", "LOGIN_RATE_PER_ADDRESS": "1000/minute"}


def require_free_ports(*more: int) -> None:
    for port in [*more, *PORTS.values()]:
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
def serving(
    interpreters: Mapping[str, str],
    folder: Path,
    ports: Mapping[str, int] = PORTS,
    *,
    with_traces: bool = False,
) -> Iterator[dict[str, Server]]:
    """Migrate and start the three side by side; afterwards none is left, whatever happened.

    With traces, a request may ask for its own, which comes into `traces(folder, name)`.
    """
    servers: dict[str, Server] = {}

    def start(name: str) -> None:
        program = _program(name, interpreters[name], folder)
        migrate(program)
        if with_traces:
            servers[name] = launch_traced(program, traces(folder, name), SETTINGS, ports.get(name))
        else:
            servers[name] = launch(program, SETTINGS, ports.get(name))

    try:
        with ThreadPoolExecutor() as pool:
            list(pool.map(start, interpreters))
        yield {name: servers[name] for name in interpreters}
    finally:
        stop(*servers.values())


def traces(folder: Path, name: str) -> Path:
    """Where a server leaves its traces."""
    return folder / f"traces-{name}"


def _program(name: str, python: str, folder: Path) -> Program:
    database = f"sqlite:///{folder / name}.sqlite3"
    return Program(name, python, database, str(folder / f"{name}.log"))
