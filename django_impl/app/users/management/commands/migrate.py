"""Django's `migrate`, one at a time."""

from typing import Any

from django.core.management.commands import migrate
from django.db import connections


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        """Of replicas that start at once one migrates, and the others wait for it."""
        connection = connections[options["database"]]
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                # Held until the process ends.
                cursor.execute("SELECT pg_advisory_lock(hashtext('migrations'))")
        super().handle(*args, **options)
