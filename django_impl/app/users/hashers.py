"""How passwords are hashed."""

import os
from threading import BoundedSemaphore
from typing import Any

from django.contrib.auth import hashers

# A hash takes 19 MiB and a core for a while: no more at once than there are cores.
limiter = BoundedSemaphore(os.cpu_count() or 1)


class Argon2PasswordHasher(hashers.Argon2PasswordHasher):
    """OWASP's first choice of parameters, a fraction of the cost of Django's default."""

    memory_cost = 19456
    time_cost = 2
    parallelism = 1

    def encode(self, *args: Any, **kwargs: Any) -> str:
        with limiter:
            return super().encode(*args, **kwargs)

    def verify(self, *args: Any, **kwargs: Any) -> bool:
        with limiter:
            return super().verify(*args, **kwargs)
