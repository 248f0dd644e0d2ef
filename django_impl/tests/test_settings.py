"""A wrong setting stops the start and is named."""

from pathlib import Path

import pytest

from tests.conftest import Run

WRONG = [
    ("DATABASE_URL", "data.sqlite3"),
    ("DATABASE_URL", "nothing://user:hunter2@localhost/name"),
    ("DATABASE_URL", "postgresql://user:hunter2@localhost:port/name"),
    ("SECRET_KEY", ""),
    ("SECRET_KEY", "change-me-this-is-only-an-example"),
    ("DEBUG", "perhaps"),
    ("CORS_ALLOWED_ORIGINS", "app.example"),
    ("CORS_ALLOWED_ORIGINS", "*"),
    ("TOKEN_TTL_SECONDS", "abc"),
    ("TOKEN_TTL_SECONDS", "0"),
    ("LOG_LEVEL", "LOUD"),
]
START = ("-c", "import app.settings")


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_a_wrong_value_stops_the_start(python: Run, name: str, value: str) -> None:
    done = python(*START, **{name: value})
    assert done.returncode != 0
    assert name in done.stderr
    assert "hunter2" not in done.stderr


def test_no_secret_is_needed_for_debugging(python: Run) -> None:
    assert python(*START, SECRET_KEY="x", DEBUG="true").returncode == 0


def test_settings_are_read_from_a_file(python: Run, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("TOKEN_TTL_SECONDS=abc\n")
    assert "TOKEN_TTL_SECONDS" in python(*START).stderr


def test_the_environment_wins_over_the_file(python: Run, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("TOKEN_TTL_SECONDS=abc\n")
    assert python(*START, TOKEN_TTL_SECONDS="60").returncode == 0
