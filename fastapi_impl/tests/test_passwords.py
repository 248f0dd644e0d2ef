"""Password hashes, which other programs on the same database must be able to read."""

import asyncio

import pytest
from argon2 import extract_parameters
from fastapi.testclient import TestClient
from sqlalchemy import Engine, select, update

from app.users.models import User
from app.users.passwords import PREFIX, hash_password, hasher, verify_password

# What another program writes for the password of the tests.
FROM_ELSEWHERE = (
    "argon2$argon2id$v=19$m=19456,t=2,p=1$dVRxQ1ZVQkJSTk54ZjJxYzFvWWlVWQ"
    "$Sy1cjktLEmd5GpRAWBw4CYRb+FuNyNRB+cOKHxflRMQ"
)
PASSWORD = "correct horse battery staple"


def test_the_parameters_are_those_agreed_upon() -> None:
    made = asyncio.run(hash_password(PASSWORD))
    found = extract_parameters(made.removeprefix(PREFIX))
    assert (found.memory_cost, found.time_cost, found.parallelism) == (19456, 2, 1)
    assert (found.salt_len, found.hash_len) == (22, 32)


def test_a_hash_has_the_form_that_others_store() -> None:
    made = asyncio.run(hash_password(PASSWORD))
    assert made.startswith(FROM_ELSEWHERE.rpartition("p=1$")[0])
    assert len(made) == len(FROM_ELSEWHERE)


def test_a_hash_made_elsewhere_is_verified() -> None:
    assert asyncio.run(verify_password(PASSWORD, FROM_ELSEWHERE))
    assert not asyncio.run(verify_password("another password", FROM_ELSEWHERE))


def test_a_hash_made_elsewhere_needs_no_rehash() -> None:
    assert not hasher.check_needs_rehash(FROM_ELSEWHERE.removeprefix(PREFIX))


@pytest.mark.parametrize("stored", [None, "!unusable", ""])
def test_what_is_no_hash_matches_nothing(stored: str | None) -> None:
    assert not asyncio.run(verify_password(PASSWORD, stored))


def test_a_login_leaves_the_stored_hash(alice: TestClient, engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(update(User).values(password_hash=FROM_ELSEWHERE))
    login = alice.post("/tokens", json={"username": "alice", "password": PASSWORD})
    with engine.connect() as connection:
        stored = connection.scalar(select(User.password_hash))
    assert (login.status_code, stored) == (201, FROM_ELSEWHERE)
