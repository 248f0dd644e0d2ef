"""How each implementation is migrated and served, from its own folder."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Implementation:
    """A folder and the commands that its README names."""

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
