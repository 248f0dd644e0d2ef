"""Two users, a client that is one of them, and a way to run the program itself."""

import os
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from rest_framework.test import APIClient

from app.auth import issue_token
from app.users.models import User

FOLDER = Path(__file__).parents[1]
PASSWORD = "a long enough password"

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def alice(db: None) -> User:
    return User.objects.create_user("alice", "alice@example.com", PASSWORD)


@pytest.fixture
def bob(db: None) -> User:
    return User.objects.create_user("bob", "bob@example.com", PASSWORD)


@pytest.fixture
def as_alice(alice: User) -> APIClient:
    text, token = issue_token(alice)
    token.save()
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {text}")
    return client


@pytest.fixture
def python(tmp_path: Path) -> Run:
    """Python in an empty folder, with a database of its own."""

    def run(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
        # Nothing else: a .env of this folder may have been read into the environment of the tests.
        given = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(FOLDER),
            "DJANGO_SETTINGS_MODULE": "app.settings",
            "DATABASE_URL": f"sqlite:///{tmp_path}/data.sqlite3",
            "SECRET_KEY": "x",
        }
        return subprocess.run(
            [sys.executable, *words],
            cwd=tmp_path,
            env={**given, **environment},
            capture_output=True,
            text=True,
            check=False,
        )

    return run


@pytest.fixture
def manage(python: Run) -> Run:
    """Django's command line."""
    return partial(python, str(FOLDER / "manage.py"))
