"""Password hashes: argon2id, with the word `argon2` before the PHC string.

Other programs on the same database write that form too.
"""

import os
from secrets import token_urlsafe
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

PREFIX = "argon2"

hasher = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1, hash_len=32, salt_len=22)

# Hashing takes a core and 19 MiB for a while: not for all at once.
one_per_core = BoundedSemaphore(os.cpu_count() or 1)
# Nobody knows this password: with it a login of an unknown user takes as long as any other.
unknown_user = hasher.hash(token_urlsafe())


def hash_password(password: str) -> str:
    """The form in which a password is stored."""
    with one_per_core:
        return PREFIX + hasher.hash(password)


def verify_password(password: str, stored: str | None) -> bool:
    """Whether this is the password stored; without a stored one it is not, after the same work."""
    phc = stored.removeprefix(PREFIX) if stored else unknown_user
    try:
        with one_per_core:
            return hasher.verify(phc, password)
    except (VerificationError, InvalidHashError):
        return False
