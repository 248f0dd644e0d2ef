"""What the sessions of noxfile.py have in common."""

import os
from collections.abc import Callable

import nox

from tests.tools.environments import (
    FOLDERS,
    IMPLEMENTATIONS,
    ROOT,
    environment,
    interpreters,
    pythons,
)

# In the order of tests/conftest.py, as xdist would put files with few cases last. Three workers
# keep two cores busy, as cases that wait for time limits take next to no processor time.
SUITE = ["-m", "pytest", "-q", "-n3", "--dist=loadfile", "--no-loadscope-reorder"]
BROWSER = ["-m", "pytest", "-q", "-n2", "--dist=loadfile", "--noconftest"]
BROWSER += ["-p", "tests.browser.fixtures", "-p", "tests.browser.explorer"]
# What can depend on the kind of database; the rest is about HTTP, JSON and errors.
STORED = [
    f"tests/contract/{part}"
    for part in ("accounts", "conditional", "data", "fields", "lists", "posts", "system")
]


def run(session: nox.Session, name: str, *words: str, version: str = "") -> None:
    """Run the Python of an environment; when interrupted it may take its time to clean up."""
    env = {"NOX_PID": str(os.getpid())}
    session.run(environment(name, version), *words, env=env, interrupt_timeout=None)


def suite(session: nox.Session, names: list[str], *words: str, version: str = "") -> None:
    """Run the contract suite over these implementations; arguments after `--` go to pytest."""
    options = [f"--target={','.join(names)}", *interpreters(names, version), *session.posargs]
    run(session, "tests", *SUITE, *words, *options)


def every_version(session: nox.Session) -> None:
    """Run own tests and suite of all three on the oldest and the newest Python at hand."""
    for version in pythons():
        for name in IMPLEMENTATIONS:
            session.chdir(FOLDERS[name])
            run(session, name, "-m", "pytest", "-q", version=version)
        session.chdir(ROOT)
        suite(session, IMPLEMENTATIONS, version=version)


def command(module: str, purpose: str, names: list[str]) -> Callable[[nox.Session], None]:
    """A session that runs a module with the Pythons of these, and the arguments after `--`."""

    def session_function(session: nox.Session) -> None:
        run(session, "tests", "-m", module, *interpreters(names), *session.posargs)

    session_function.__doc__ = purpose
    return session_function


def proof(module: str, purpose: str, *short: str) -> Callable[[nox.Session], None]:
    """A session that runs a proof over all three, in its short form without arguments."""

    def session_function(session: nox.Session) -> None:
        options = [*interpreters(IMPLEMENTATIONS), *(session.posargs or short)]
        run(session, "tests", "-m", module, *options)

    session_function.__doc__ = purpose
    return session_function
