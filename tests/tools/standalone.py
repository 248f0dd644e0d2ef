"""Prove that a folder is a whole project: `python -m tests.tools.standalone NAME [PYTEST OPTIONS]`.

Copies it alone to an empty place, installs it there, runs its own tests, serves it, and runs
the suite on it.
"""

import re
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.support.implementations import IMPLEMENTATIONS
from tests.support.interruption import run_command
from tests.support.servers import ROOT, LaunchError, Program, launch, migrate, stop

LEFT_BEHIND = shutil.ignore_patterns(".*_cache", "__pycache__", ".venv", ".env", "*.sqlite3*")
NAMES = [name for name in IMPLEMENTATIONS if name != "reference"]
# Names of dependencies, and what others wrote, may say any word.
UNREAD = ("requirements.txt", "*.js", "*.css", "*.png", "LICENSE*", "NOTICE*")


def copy_alone(name: str, place: Path) -> Path:
    """The folder and nothing else, under a name that does not tell where it comes from."""
    source = ROOT / IMPLEMENTATIONS[name].folder
    return Path(shutil.copytree(source, place / "service", ignore=LEFT_BEHIND))


def require_no_word_of_siblings(name: str, folder: Path) -> None:
    """Fail where a file speaks of another implementation or of what they share."""
    siblings = [other for other in NAMES if other != name]
    words = re.compile("|".join([*siblings, "_impl", "shared_contract", "triptych"]), re.IGNORECASE)
    files = [path for path in folder.rglob("*") if path.is_file()]
    for path in files:
        if not any(path.match(pattern) for pattern in UNREAD):
            found = words.search(path.read_text("utf-8"))
            if found:
                raise LaunchError(f"{path.relative_to(folder)} speaks of {found[0]}.")


def install(folder: Path) -> str:
    """Make an environment beside the code as its README says; its interpreter."""
    python = folder / ".venv" / "bin" / "python"
    requirements = ["--require-hashes", "-r", "requirements.txt"]
    run(["uv", "venv", "--quiet", ".venv"], folder)
    run(["uv", "pip", "install", "--quiet", "--python", str(python), *requirements], folder)
    return str(python)


def run(command: list[str], folder: Path) -> None:
    """Run one of the commands written here, which must succeed."""
    subprocess.run(command, cwd=folder, check=True)


def prove(name: str, options: list[str]) -> None:
    """Go through the life of a copied folder."""
    with TemporaryDirectory() as place:
        folder = copy_alone(name, Path(place))
        require_no_word_of_siblings(name, folder)
        python = install(folder)
        run([python, "-m", "pytest", "-q"], folder)
        database, log = f"sqlite:///{place}/data.sqlite3", f"{place}/server.log"
        program = Program(name, python, database, log, home=str(folder))
        migrate(program)
        server = launch(program)
        suite = [sys.executable, "-m", "pytest", "-q", "-n", "2", f"--target={server.url}"]
        try:
            run([*suite, *options], ROOT)
        finally:
            stop(server)


def main() -> int:
    try:
        prove(sys.argv[1], sys.argv[2:])
    except subprocess.CalledProcessError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    run_command(main)
