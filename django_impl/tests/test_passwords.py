"""Passwords are kept in a form that other programs read, and that none renews."""

import re

import argon2
import pytest
from django.contrib.auth.hashers import identify_hasher, make_password
from rest_framework.test import APIClient

from app.auth import issue_token
from app.users.hashers import Argon2PasswordHasher
from app.users.models import User
from tests.conftest import PASSWORD

STORED = r"argon2\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{30}\$[A-Za-z0-9+/]{43}"
OTHER_PROGRAM = argon2.PasswordHasher(2, 19456, 1, hash_len=32, salt_len=22)


def log_in(password: str) -> int:
    credentials = {"username": "alice", "password": password}
    return APIClient().post("/api/v1/tokens", credentials, format="json").status_code


def test_the_stored_form_names_its_parameters(alice: User) -> None:
    assert re.fullmatch(STORED, alice.password)


def test_another_program_verifies_it(alice: User) -> None:
    assert OTHER_PROGRAM.verify(alice.password.removeprefix("argon2"), PASSWORD)


def test_what_another_program_stored_is_verified(alice: User) -> None:
    alice.edit({"password": "argon2" + OTHER_PROGRAM.hash("another long password")})
    assert log_in("another long password") == 201
    assert log_in(PASSWORD) == 401


def test_a_login_leaves_the_stored_form(alice: User) -> None:
    stored = "argon2" + OTHER_PROGRAM.hash(PASSWORD)
    alice.edit({"password": stored})
    assert log_in(PASSWORD) == 201
    alice.refresh_from_db()
    assert alice.password == stored


def test_a_hash_of_its_own_needs_no_renewal() -> None:
    stored = make_password(PASSWORD)
    assert not identify_hasher(stored).must_update(stored)


def test_a_rehash_ends_no_login(alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    _, token = issue_token(alice)
    token.save()
    monkeypatch.setattr(Argon2PasswordHasher, "time_cost", 3)
    before = alice.password
    assert alice.check_password(PASSWORD)
    assert alice.password != before
    assert alice.tokens.exists()


def test_a_new_password_ends_every_login(alice: User) -> None:
    issue_token(alice)[1].save()
    alice.set_password("another long password")
    alice.save()
    assert not alice.tokens.exists()


def test_a_superuser_without_a_password_cannot_log_in(db: None) -> None:
    assert not User.objects.create_superuser("carol", "carol@example.com").has_usable_password()
