# /// script
# requires-python = ">=3.11"
# dependencies = ["nox[uv]>=2026.10"]
# ///
"""All that can be run here; `./nox -l` lists it.

./nox                      every test of all three: what CI runs
./nox -s demo              all three up on 8001, 8002 and 8003, with data, side by side
./nox -t flask             everything of Flask, without the other two (also: django, fastapi)
./nox -s "serve(flask)"    one of them, migrated and served for development
./nox -s parity -- -k page arguments after `--` go to the tool that the session runs
"""

import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import nox

ROOT = Path(__file__).parent
PORTS = {"django": 8001, "flask": 8002, "fastapi": 8003}
FOLDERS = {name: ROOT / f"{name}_impl" for name in PORTS} | {"tests": ROOT / "tests"}
PYTHONS = ["3.11", "3.12", "3.13", "3.14"]
SUITE = ["-m", "pytest", "-q", "-n", "2", "--dist", "loadfile"]
LOCK = ["uv", "pip", "compile", "--universal", "--python-version=3.11", "--generate-hashes"]
LOCK += ["--no-header", "--quiet"]

nox.needs_version = ">=2026.10"
# Sessions share one environment per requirements.txt, see `environment`.
nox.options.default_venv_backend = "none"
nox.options.sessions = [
    *["lint", "typecheck", "unit", "parity", "postgresql"],
    *["differential", "fuzzing", "clients", "mutation", "load"],
]

each = nox.parametrize("name", [nox.param(name, id=name, tags=[name]) for name in PORTS])
each_folder = nox.parametrize("name", [nox.param(name, id=name, tags=[name]) for name in FOLDERS])


def environment(session: nox.Session, name: str, version: str = "") -> str:
    """The interpreter of an environment that holds what the folder pins, made by uv."""
    requirements = FOLDERS[name] / "requirements.txt"
    home = ROOT / ".nox" / f"env-{name}{version}"
    stamp, contents = home / "stamp", f"{sys.version}\n{requirements.read_text()}"
    python = home / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    if not stamp.is_file() or stamp.read_text() != contents:
        shutil.rmtree(home, ignore_errors=True)
        base = version or sys.executable
        session.run_install("uv", "venv", "--quiet", "--python", base, str(home))
        install = ["uv", "pip", "install", "--quiet", "--compile-bytecode", "--python", str(python)]
        session.run_install(*install, "--require-hashes", "-r", str(requirements))
        stamp.write_text(contents)
    return str(python)


def interpreters(session: nox.Session, *names: str, version: str = "") -> list[str]:
    """Options that tell the suite which Python runs each implementation."""
    return [f"--python={name}={environment(session, name, version)}" for name in names]


def run_suite(
    session: nox.Session, *names: str, options: Sequence[str] = (), version: str = ""
) -> None:
    """Run the contract suite over these implementations; arguments after `--` go to pytest."""
    targets = [f"--target={','.join(names)}", *interpreters(session, *names, version=version)]
    python = environment(session, "tests")
    session.run(python, *SUITE, *targets, *options, *session.posargs)


def oldest_and_newest() -> list[str]:
    """Of the Pythons supported here, the oldest and the newest that this machine has."""
    find = ["uv", "python", "find", "--no-python-downloads"]
    found = [v for v in PYTHONS if not subprocess.run([*find, v], capture_output=True).returncode]  # noqa: S603
    return list(dict.fromkeys([found[0], found[-1]]))


@nox.session
@each_folder
def lint(session: nox.Session, name: str) -> None:
    """Check style and format with ruff, by rules that are the same everywhere."""
    files = [folder / "pyproject.toml" for folder in (ROOT, *FOLDERS.values())]
    tables = [nox.project.load_toml(file)["tool"]["ruff"] for file in files if file.is_file()]
    if any(table != tables[0] for table in tables):
        session.error("The ruff tables of the pyproject.toml files differ: make them equal.")
    session.chdir(FOLDERS[name])
    paths = [".", "../noxfile.py", "../nox"] if name == "tests" else ["."]
    session.run(environment(session, name), "-m", "ruff", "check", *paths)
    session.run(environment(session, name), "-m", "ruff", "format", "--check", *paths)


@nox.session
@each_folder
def typecheck(session: nox.Session, name: str) -> None:
    """Check types with mypy, strictly."""
    session.chdir(ROOT if name == "tests" else FOLDERS[name])
    session.run(environment(session, name), "-m", "mypy", *session.posargs)


@nox.session
@each
def unit(session: nox.Session, name: str) -> None:
    """Run the tests that an implementation brings itself."""
    session.chdir(FOLDERS[name])
    session.run(environment(session, name), "-m", "pytest", "-q", *session.posargs)


@nox.session
@each
def contract(session: nox.Session, name: str) -> None:
    """Run the contract suite against one implementation."""
    run_suite(session, name)


@nox.session
def parity(session: nox.Session) -> None:
    """Run the contract suite against all three at once and print the table of rules."""
    run_suite(session, *PORTS)


@nox.session
def postgresql(session: nox.Session) -> None:
    """Run the suite against all three on PostgreSQL: of its own, or at CONTRACT_POSTGRES_URL."""
    run_suite(session, *PORTS, options=["--database=postgresql"])


def prove(session: nox.Session, module: str, *short: str) -> None:
    """Run a proof over all three, in its short form unless arguments say otherwise."""
    options = [*interpreters(session, *PORTS), *(session.posargs or short)]
    session.run(environment(session, "tests"), "-m", f"tests.proofs.{module}", *options)


@nox.session
def differential(session: nox.Session) -> None:
    """Send drawn sequences to all three and to a model (`-- --examples 5000` for a long run)."""
    prove(session, "differential", "--examples=200")


@nox.session
def fuzzing(session: nox.Session) -> None:
    """Let Schemathesis draw requests from the contract (`-- --calls 10000` for a long run)."""
    prove(session, "fuzzing")


@nox.session
def clients(session: nox.Session) -> None:
    """Generate a client from each document, and talk with each client to all three."""
    prove(session, "clients")


@nox.session
def mutation(session: nox.Session) -> None:
    """Try the suite on the reference server and its mutants (`-- --most 400`: all)."""
    python, options = environment(session, "tests"), session.posargs or ["--most=24"]
    session.run(python, *SUITE, "--target=reference")
    session.run(python, "-m", "tests.mutation.runner", *options)


@nox.session
def load(session: nox.Session) -> None:
    """Write with 24 clients to 4 processes; nothing may be lost (`-- --seconds 10`)."""
    prove(session, "load", "--seconds=2")


@nox.session
def outages(session: nox.Session) -> None:
    """Stop databases and kill servers under load; nothing acknowledged may be lost."""
    prove(session, "outages")


@nox.session
def conformance(session: nox.Session) -> None:
    """Run the suite against any service: `./nox -s conformance -- https://host/`."""
    session.run(environment(session, "tests"), "-m", "tests.tools.conformance", *session.posargs)


@nox.session
@each
def standalone(session: nox.Session, name: str) -> None:
    """Copy a folder alone to an empty place; install, test and serve it, run the suite on it."""
    python = environment(session, "tests")
    session.run(python, "-m", "tests.tools.standalone", name, *session.posargs)


@nox.session
def matrix(session: nox.Session) -> None:
    """Run all tests of all three on the oldest and the newest Python at hand."""
    for version in oldest_and_newest():
        for name in PORTS:
            session.chdir(FOLDERS[name])
            session.run(environment(session, name, version), "-m", "pytest", "-q")
        session.chdir(ROOT)
        run_suite(session, *PORTS, version=version)


@nox.session
@nox.parametrize("name", list(PORTS), ids=list(PORTS))
def serve(session: nox.Session, name: str) -> None:
    """Migrate one implementation and serve it for development, until Ctrl-C."""
    words = ["-m", "tests.tools.serve", name, *interpreters(session, name)]
    session.run(environment(session, "tests"), *words, interrupt_timeout=None)


@nox.session
def demo(session: nox.Session) -> None:
    """Show all three side by side with sample data, and serve them (`-- --once`: do not)."""
    words = ["-m", "tests.tools.demo", *interpreters(session, *PORTS), *session.posargs]
    session.run(environment(session, "tests"), *words, interrupt_timeout=None)


@nox.session
def lock(session: nox.Session) -> None:
    """Renew every requirements.txt from its pyproject.toml."""
    for name, folder in FOLDERS.items():
        of_root = name == "tests"
        sources = ["--group=pyproject.toml:tests"] if of_root else ["pyproject.toml", "--group=dev"]
        session.chdir(ROOT if of_root else folder)
        session.run(*LOCK, *sources, *session.posargs, f"--output-file={folder}/requirements.txt")


if __name__ == "__main__":
    nox.main()
