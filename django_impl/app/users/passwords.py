"""Hashing of passwords, and what follows from a new one."""

import os
from threading import BoundedSemaphore
from typing import Any

from django.contrib.auth import hashers

# Each hash takes 19 MiB: as many at once as there are cores.
hashing_limit = BoundedSemaphore(os.cpu_count() or 1)


class Argon2PasswordHasher(hashers.Argon2PasswordHasher):
    """OWASP's parameters, a fraction of the cost of Django's."""

    memory_cost = 19456
    time_cost = 2
    parallelism = 1

    def encode(self, password: str, salt: str) -> str:
        with hashing_limit:
            return super().encode(password, salt)

    def verify(self, password: str, encoded: str) -> bool:
        with hashing_limit:
            return super().verify(password, encoded)


class RevokeTokens:
    """A "validator" that hears of new passwords, as the admin and `changepassword` set them."""

    def validate(self, password: str, user: Any = None) -> None:
        pass

    def password_changed(self, password: str, user: Any = None) -> None:
        user.tokens.all().delete()

    def get_help_text(self) -> str:
        return "All tokens are revoked."
