"""Migrate and serve one for development: `python -m tests.tools.serve NAME --python NAME=PATH`.

Commands and port are those of its README; the environment and a `.env` in its folder are obeyed.
"""

import os
import shlex
import subprocess
import sys
from pathlib import Path

from tests.support.implementations import IMPLEMENTATIONS, readme_command
from tests.support.interruption import run_command
from tests.support.ports import PORTS, require_free_port
from tests.support.servers import Program, Server, stop


def serve(name: str, python: str) -> int:
    """Migrate, then serve until somebody ends it; the exit status of what failed."""
    require_free_port(PORTS[name])
    program = Program(name, python, "", os.devnull)
    os.chdir(program.folder)
    if not Path(".env").exists():
        os.environ.setdefault("SECRET_KEY", "only-for-development")
    migration = subprocess.run(program.command(IMPLEMENTATIONS[name].migrate), check=False)
    if migration.returncode:
        return migration.returncode
    command = program.command(tuple(shlex.split(readme_command(name))), PORTS[name])
    print(f"http://127.0.0.1:{PORTS[name]}/docs until Ctrl-C", flush=True)
    # In a session of its own, so that every signal comes to us: Granian reloads on SIGHUP.
    server = subprocess.Popen(command, start_new_session=True)
    try:
        return server.wait()
    finally:
        stop(Server("", server, program))


def main() -> int:
    name, option = sys.argv[1:]
    return serve(name, option.removeprefix(f"--python={name}="))


if __name__ == "__main__":
    run_command(main)
