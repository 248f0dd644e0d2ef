"""Start and stop the servers which the suite talks to."""

import os
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.support.implementations import IMPLEMENTATIONS

ROOT = Path(__file__).resolve().parents[2]
# Whose server each base URL is, also of those which a case starts.
NAMES_BY_URL: dict[str, str] = {}
START_SECONDS = 60
STOP_SECONDS = 30


class LaunchError(Exception):
    """A server did not start; the message is one plain sentence and the end of its log."""


@dataclass(frozen=True)
class Program:
    """An implementation with all it needs to be started, any number of times."""

    implementation: str
    python: str
    database_url: str
    log: str
    home: str = ""

    def command(self, words: tuple[str, ...], port: int = 0) -> list[str]:
        program, *rest = (word.format(port=port) for word in words)
        if program == "python":
            return [self.python, *rest]
        found = shutil.which(program, path=str(Path(self.python).parent))
        if found is None:
            raise LaunchError(f"There is no {program} beside {self.python}.")
        return [found, *rest]

    def environment(self, settings: Mapping[str, str]) -> dict[str, str]:
        own = {
            "DATABASE_URL": self.database_url,
            "SECRET_KEY": "only-for-the-contract-suite",
            # A run logs in more often than people do.
            "LOGIN_RATE_PER_ACCOUNT": "1000000/second",
            "LOGIN_RATE_PER_ADDRESS": "1000000/second",
        }
        return {**os.environ, "PYTHONUNBUFFERED": "1", **own, **settings}

    @property
    def folder(self) -> Path:
        """Where it runs: its folder here, or wherever that was copied to."""
        return Path(self.home or ROOT / IMPLEMENTATIONS[self.implementation].folder)


@dataclass(frozen=True)
class Server:
    """A started server; `stop` ends it."""

    url: str
    process: subprocess.Popen[bytes]
    program: Program


def migrate(program: Program) -> None:
    """Bring the program's database to its newest state."""
    _run(program, IMPLEMENTATIONS[program.implementation].migrate)


def adopt(program: Program) -> None:
    """Add the implementation's own tables to a database that another one made."""
    if command := IMPLEMENTATIONS[program.implementation].adopt:
        _run(program, command)


def downgrade(program: Program) -> None:
    """Revert every migration."""
    _run(program, IMPLEMENTATIONS[program.implementation].downgrade)


def launch(
    program: Program,
    settings: Mapping[str, str] | None = None,
    port: int | None = None,
    command: tuple[str, ...] = (),
    live: str = "/health/live",
) -> Server:
    """Start a server in a process group of its own and wait until it responds at `live`."""
    port = port or free_port()
    command = command or IMPLEMENTATIONS[program.implementation].serve
    with Path(program.log).open("ab") as log:
        process = subprocess.Popen(
            program.command(command, port),
            cwd=program.folder,
            env=program.environment(settings or {}),
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    server = Server(f"http://127.0.0.1:{port}", process, program)
    NAMES_BY_URL[server.url] = program.implementation
    try:
        _wait_until_live(server, live)
    except BaseException:
        stop(server)
        raise
    return server


def stop(*servers: Server) -> None:
    """End the servers, all at once, and wait until none is left."""
    for server in servers:
        if server.process.poll() is None:
            server.process.send_signal(signal.SIGTERM)
    for server in servers:
        try:
            server.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(server.process.pid, signal.SIGKILL)
            server.process.wait()


def _run(program: Program, words: tuple[str, ...]) -> None:
    if not words:
        return
    with Path(program.log).open("ab") as log:
        done = subprocess.run(
            program.command(words),
            cwd=program.folder,
            env=program.environment({}),
            stdout=log,
            stderr=log,
            check=False,
        )
    if done.returncode != 0:
        raise LaunchError(_startup_error(program, "was not migrated", done.returncode))


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def _wait_until_live(server: Server, live: str) -> None:
    give_up = time.monotonic() + START_SECONDS
    while not _is_live(server.url + live):
        status = server.process.poll()
        if status is not None or time.monotonic() > give_up:
            raise LaunchError(_startup_error(server.program, "did not start", status))
        time.sleep(0.05)


def _is_live(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as response:  # noqa: S310 - a URL of our own
            return bool(response.status == 200)
    except (OSError, urllib.error.URLError):
        return False


def _startup_error(program: Program, what: str, status: int | None) -> str:
    lines = Path(program.log).read_text(errors="replace").splitlines()[-20:]
    return "\n".join([f"{program.implementation} {what} (exit status {status}).", *lines])
