"""Password hashes in the form that Django stores: `argon2` and the PHC string of argon2id."""

import os
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

PREFIX = "argon2"

hasher = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1, hash_len=32, salt_len=22)

# A hash takes 19 MiB and a whole core: more of them at once help nobody.
cores = BoundedSemaphore(os.cpu_count() or 1)


def hash_password(password: str) -> str:
    with cores:
        return PREFIX + hasher.hash(password)


def verify_password(password: str, password_hash: str) -> bool:
    try:
        with cores:
            return hasher.verify(password_hash.removeprefix(PREFIX), password)
    except (VerificationError, InvalidHashError):
        return False


# Checked when there is no such user, so that the answer takes as long as with a wrong password.
NOBODY = hash_password(os.urandom(16).hex())
