"""How passwords are kept."""

from django.contrib.auth import hashers


class Argon2PasswordHasher(hashers.Argon2PasswordHasher):
    """OWASP's first choice of parameters, a fraction of the cost of Django's default."""

    memory_cost = 19456
    time_cost = 2
    parallelism = 1
