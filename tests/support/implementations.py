"""How each implementation is migrated and served, from its own folder."""

import re
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Implementation:
    """A folder and its commands; for tests that let requests wait, with more threads than usual."""

    folder: str
    serve: tuple[str, ...]
    migrate: tuple[str, ...] = ()
    downgrade: tuple[str, ...] = ()
    # Adds what it needs of its own to tables that another implementation made.
    adopt: tuple[str, ...] = ()


LISTEN = ("--host", "127.0.0.1", "--port", "{port}")
WSGI = ("granian", "--interface", "wsgi", *LISTEN, "--blocking-threads", "64")
ASGI = ("granian", "--interface", "asgi", "--no-ws", *LISTEN)

IMPLEMENTATIONS = {
    "django": Implementation(
        folder="django_impl",
        serve=(*WSGI, "app.wsgi:application"),
        migrate=("python", "manage.py", "migrate"),
        downgrade=("python", "manage.py", "migrate", "users", "zero"),
        adopt=("python", "manage.py", "migrate", "--fake-initial"),
    ),
    "flask": Implementation(
        folder="flask_impl",
        serve=(*WSGI, "--factory", "app:create_app"),
        migrate=("flask", "--app", "app", "db", "upgrade"),
        downgrade=("flask", "--app", "app", "db", "downgrade", "base"),
    ),
    "fastapi": Implementation(
        folder="fastapi_impl",
        serve=(*ASGI, "--factory", "app.main:create_app"),
        migrate=("alembic", "upgrade", "head"),
        downgrade=("alembic", "downgrade", "base"),
    ),
    "reference": Implementation(
        folder=".", serve=("python", "-m", "tests.mutation.reference_server", "--port", "{port}")
    ),
}


def readme_command(name: str) -> str:
    """The command by which the README of an implementation serves it, with the port left open."""
    folder = Path(__file__).parents[2] / IMPLEMENTATIONS[name].folder
    lines = (folder / "README.md").read_text("utf-8").splitlines()
    line = next(line for line in lines if line.startswith("granian "))
    return re.sub(r"--port \d+", "--port {port}", line)
