"""All that can be run here; `./nox -l` lists it.

./nox                      the default run: style, types, tests of all three, short proofs
./nox -s demo              all three up with data, and the site with the explorer on 8000
./nox -t flask             Flask alone: style, types, own tests, suite on SQLite, copy
./nox -s "unit(flask)"     only the tests that the folder itself brings (also: tests)
./nox -s serve -- flask    one of them, migrated and served for development
./nox -s new -- flask ../shop   a project of your own, made from one folder
./nox -s parity -- -k page arguments after `--` go to the tool that the session runs
"""

import sys
from pathlib import Path

import nox

sys.path.insert(0, str(Path(__file__).parent))
from tests.tools.environments import FOLDERS, IMPLEMENTATIONS, ROOT, interpreters
from tests.tools.sessions import BROWSER, STORED, SUITE, command, every_version, proof, run, suite

nox.needs_version = ">=2026.10"
nox.options.default_venv_backend = "none"  # sessions share one environment per folder
nox.options.sessions = ["lint", "typecheck", "unit", "browser", "parity", "postgresql"]
nox.options.sessions += ["differential", "fuzzing", "clients", "mutation", "templates(few)"]

each = nox.parametrize("name", [nox.param(name, id=name, tags=[name]) for name in IMPLEMENTATIONS])
each_folder = nox.parametrize("name", [nox.param(name, id=name, tags=[name]) for name in FOLDERS])


@nox.session
@each_folder
def lint(session: nox.Session, name: str) -> None:
    """Check style and format with ruff."""
    session.chdir(FOLDERS[name])
    paths = [".", "../noxfile.py", "../nox"] if name == "tests" else ["."]
    run(session, name, "-m", "ruff", "check", *paths)
    run(session, name, "-m", "ruff", "format", "--check", *paths)


@nox.session
@each_folder
def typecheck(session: nox.Session, name: str) -> None:
    """Check types with mypy, strictly."""
    session.chdir(ROOT if name == "tests" else FOLDERS[name])
    run(session, name, "-m", "mypy", *session.posargs)


@nox.session
@each_folder
def unit(session: nox.Session, name: str) -> None:
    """Run the tests that a folder itself brings."""
    session.chdir(ROOT if name == "tests" else FOLDERS[name])
    own = ["--noconftest", "tests/repository"] if name == "tests" else []
    run(session, name, "-m", "pytest", "-q", *own, *session.posargs)


@nox.session
def browser(session: nox.Session) -> None:
    """Test the site and the explorer in Chromium (on Debian, root gets one if there is none)."""
    run(session, "tests", "-m", "tests.browser.chromium")
    interpreters(IMPLEMENTATIONS)  # the explorer's tests start them
    run(session, "tests", *BROWSER, "tests/browser", *session.posargs)


@nox.session
@each
def contract(session: nox.Session, name: str) -> None:
    """Run the contract suite against one implementation."""
    suite(session, [name])


@nox.session
def parity(session: nox.Session) -> None:
    """Run the contract suite against all three at once and print the table of rules."""
    suite(session, IMPLEMENTATIONS)


@nox.session
def postgresql(session: nox.Session) -> None:
    """Run what a database has a part in on PostgreSQL (all of the suite: `-- tests/contract`)."""
    paths = [] if session.posargs else STORED
    suite(session, IMPLEMENTATIONS, "--database=postgresql", *paths)


PROOFS = {
    "differential": "Send random requests to all three and compare (long: `-- --examples 5000`).",
    "fuzzing": "Let Schemathesis draw requests from the contract (long: `-- --calls 10000`).",
    "clients": "Generate a client from each OpenAPI schema, and call all three with each client.",
    "load": "Write with 24 clients to 4 processes; nothing may be lost (long: `-- --seconds 10`).",
    "outages": "Stop databases and kill servers under load; nothing acknowledged may be lost.",
    "moving": "Migrate from each to each other behind nginx (one way: `-- flask-to-fastapi`).",
}
SHORT = {"differential": ["--examples=120"], "load": ["--seconds=2"]}
for name, purpose in PROOFS.items():
    nox.session(name=name)(proof(f"tests.proofs.{name}", purpose, *SHORT.get(name, [])))


@nox.session
@nox.parametrize("which", [nox.param(which, id=which) for which in ("few", "all")])
def templates(session: nox.Session, which: str) -> None:
    """Make projects as `new` does and check each: three, or 24 combinations and updates."""
    words = ["-m", "tests.proofs.templates", *interpreters(IMPLEMENTATIONS)]
    run(session, "tests", *words, *(session.posargs or [which]))


@nox.session
def mutation(session: nox.Session) -> None:
    """Run the suite on a reference server and on its mutants (`-- --most 400`: all of them)."""
    run(session, "tests", *SUITE, "--target=reference")
    run(session, "tests", "-m", "tests.mutation.runner", *(session.posargs or ["--most=24"]))


@nox.session
@each
def standalone(session: nox.Session, name: str) -> None:
    """Copy a folder alone to an empty place; install, test and serve it, run the suite on it."""
    run(session, "tests", "-m", "tests.tools.standalone", name, *session.posargs)


@nox.session
def matrix(session: nox.Session) -> None:
    """Run all tests of all three on the oldest and the newest Python at hand."""
    every_version(session)


COMMANDS = {
    "demo": "Serve all three with sample data, and the site (`-- --once`: compare and stop).",
    "bench": "Measure all three and what they are made of (ten minutes; two: `-- --quick`).",
    "evidence": "Find out which cases run which line, for the site (minutes; `-- flask`: of one).",
    "traces": "Record anew how a request travels in each, for the drawings of the site.",
    "conformance": "Run the suite against any service: `./nox -s conformance -- https://host/`.",
    "compare": "Show the code of one concept in the terminal: `./nox -s compare -- update-post`.",
    "site": "Build the site that shows the three side by side, in build/site/.",
    "deployment": "Build images, start units, put nginx in front, and look (Debian, as root).",
    "lock": "Renew every requirements.txt from its pyproject.toml (newer: `-- --upgrade`).",
}
NEEDED = dict.fromkeys(["demo", "evidence", "traces"], IMPLEMENTATIONS)
NEEDED["bench"] = [*IMPLEMENTATIONS, "bench"]
for name, purpose in COMMANDS.items():
    module = f"tests.{name}" if name in {"bench", "deployment"} else f"tests.tools.{name}"
    nox.session(name=name)(command(module, purpose, NEEDED.get(name, [])))


@nox.session
def serve(session: nox.Session) -> None:
    """Migrate one implementation and serve it for development: `./nox -s serve -- flask`."""
    if session.posargs not in [[name] for name in IMPLEMENTATIONS]:
        session.error(f"choose one: ./nox -s serve -- {' | '.join(IMPLEMENTATIONS)}")
    [name] = session.posargs
    run(session, "tests", "-m", "tests.tools.serve", name, *interpreters([name]))


@nox.session
def new(session: nox.Session) -> None:
    """Start a project of your own from one folder: `./nox -s new -- flask ../shop`."""
    run(session, "tests", "-m", "tests.tools.new", session.invoked_from, *session.posargs)
