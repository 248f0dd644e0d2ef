"""Password hashes: argon2id with the parameters of OWASP, stored as `argon2` and a PHC string."""

import os
from asyncio import get_running_loop
from concurrent.futures import ThreadPoolExecutor
from secrets import token_urlsafe

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

# Names the algorithm, so that other programs on the same database can verify the hashes.
PREFIX = "argon2"

hasher = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1, hash_len=32, salt_len=22)
# A hash takes a core and 19 MiB for a while, so it is made off the event loop, and no more at once
# than there are cores. The threads are used for nothing else, as each keeps its 19 MiB.
threads = ThreadPoolExecutor(os.cpu_count() or 1, "passwords")
# Nobody knows this password: with it, a login of an unknown user takes as long as any other.
unknown_user = hasher.hash(token_urlsafe())


async def hash_password(password: str) -> str:
    """The form in which a password is stored."""
    return PREFIX + await get_running_loop().run_in_executor(threads, hasher.hash, password)


async def verify_password(password: str, stored: str | None) -> bool:
    """Whether this is the stored password; without a stored one False, after the same work."""
    phc = stored.removeprefix(PREFIX) if stored else unknown_user
    try:
        return await get_running_loop().run_in_executor(threads, hasher.verify, phc, password)
    except (VerificationError, InvalidHashError):
        return False
