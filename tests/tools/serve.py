"""Migrate and serve one for development: `python -m tests.tools.serve NAME --python NAME=PATH`.

Commands and port are those of its README; the environment and a `.env` in its folder are obeyed.
"""

import os
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

from tests.support.implementations import IMPLEMENTATIONS
from tests.support.ports import PORTS, require_free_port
from tests.support.servers import LaunchError, Program


def serve(name: str, python: str) -> NoReturn:
    """Migrate, then become the server."""
    require_free_port(PORTS[name])
    program, commands = Program(name, python, "", os.devnull), IMPLEMENTATIONS[name]
    os.chdir(program.folder)
    if not Path(".env").exists():
        os.environ.setdefault("SECRET_KEY", "only-for-development")
    migration = subprocess.run(program.command(commands.migrate), check=False)  # noqa: S603 - a command of IMPLEMENTATIONS
    if migration.returncode:
        sys.exit(migration.returncode)
    server = program.command(commands.serve, PORTS[name])
    os.execv(server[0], server)  # noqa: S606 - so that Ctrl-C reaches the server itself


if __name__ == "__main__":
    name, option = sys.argv[1:]
    try:
        serve(name, option.removeprefix(f"--python={name}="))
    except LaunchError as error:
        sys.exit(str(error))
