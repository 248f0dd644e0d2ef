"""Password hashes, which other programs on the same database must be able to read."""

from argon2 import extract_parameters
from flask import Flask
from flask.testing import FlaskClient

from app.extensions import db
from app.users.passwords import PREFIX, hash_password, hasher, verify_password
from app.users.queries import user_by_username

# What another program on the same database writes for the password of the tests.
FROM_ELSEWHERE = (
    "argon2$argon2id$v=19$m=19456,t=2,p=1$dVRxQ1ZVQkJSTk54ZjJxYzFvWWlVWQ"
    "$Sy1cjktLEmd5GpRAWBw4CYRb+FuNyNRB+cOKHxflRMQ"
)
PASSWORD = "correct horse battery staple"


def test_the_parameters_are_those_agreed_upon() -> None:
    found = extract_parameters(hash_password(PASSWORD).removeprefix(PREFIX))
    assert (found.memory_cost, found.time_cost, found.parallelism) == (19456, 2, 1)
    assert (found.salt_len, found.hash_len) == (22, 32)


def test_a_hash_has_the_form_that_others_store() -> None:
    start = FROM_ELSEWHERE.rpartition("p=1$")[0]
    assert hash_password(PASSWORD).startswith(start)
    assert len(hash_password(PASSWORD)) == len(FROM_ELSEWHERE)


def test_a_hash_made_elsewhere_is_verified() -> None:
    assert verify_password(PASSWORD, FROM_ELSEWHERE)
    assert not verify_password("another password", FROM_ELSEWHERE)


def test_a_hash_made_elsewhere_needs_no_rehash() -> None:
    assert not hasher.check_needs_rehash(FROM_ELSEWHERE.removeprefix(PREFIX))


def test_what_is_no_hash_matches_nothing() -> None:
    assert not verify_password(PASSWORD, "!unusable")


def test_a_login_leaves_the_stored_hash(app: Flask, alice: FlaskClient) -> None:
    with app.app_context():
        user = db.session.scalars(user_by_username("alice")).one()
        user.password_hash = FROM_ELSEWHERE
        db.session.commit()
        alice.post("/api/v1/tokens", json={"username": "alice", "password": PASSWORD})
        db.session.expire_all()
        assert user.password_hash == FROM_ELSEWHERE
