"""Passwords (A5), by scrypt, because the standard library has no argon2."""

import hashlib
import hmac
import secrets


def hashed(password: str, salt: bytes) -> bytes:
    return salt + hashlib.scrypt(password.encode(), salt=salt, n=4096, r=8, p=1)


def new_password(password: str) -> bytes:
    return hashed(password, secrets.token_bytes(16))


def is_password(stored: bytes, password: str) -> bool:
    return hmac.compare_digest(stored, hashed(password, stored[:16]))


NOBODYS_PASSWORD = new_password(secrets.token_urlsafe())
