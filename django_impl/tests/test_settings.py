"""A wrong setting stops the start with one sentence."""

from pathlib import Path

import pytest

from tests.conftest import FOLDER, Run

WRONG = [
    ("DATABASE_URL", ""),
    ("DATABASE_URL", "data.sqlite3"),
    ("DATABASE_URL", "sqlite:///"),
    ("DATABASE_URL", "mysql://user:hunter2@localhost/name"),
    ("DATABASE_URL", "postgresql://user:hunter2@localhost:port/name"),
    ("DATABASE_URL", "postgresql://user:hunter2@localhost"),
    ("SECRET_KEY", ""),
    ("DEBUG", "yes"),
    ("DEBUG", ""),
    ("ALLOWED_HOSTS", ""),
    ("ALLOWED_HOSTS", "https://app.example"),
    ("ALLOWED_HOSTS", "app.example:80"),
    ("CORS_ALLOWED_ORIGINS", "app.example"),
    ("CORS_ALLOWED_ORIGINS", "https://app.example/"),
    ("CORS_ALLOWED_ORIGINS", "*"),
    ("TOKEN_TTL_SECONDS", "abc"),
    ("TOKEN_TTL_SECONDS", "0"),
    ("TOKEN_TTL_SECONDS", "-1"),
    ("TOKEN_TTL_SECONDS", "1.5"),
    ("TOKEN_TTL_SECONDS", "1" + 10 * "0"),
    ("LOG_LEVEL", "LOUD"),
    ("LOG_LEVEL", ""),
]


START = ("-c", "import app.settings")


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_a_wrong_value_is_refused_in_one_sentence(python: Run, name: str, value: str) -> None:
    done = python(*START, **{name: value})
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"{name} must ")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("program", ["manage.py", "app/wsgi.py"])
def test_it_stops_whatever_is_started(python: Run, program: str) -> None:
    done = python(str(FOLDER / program), "migrate", DEBUG="perhaps")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "DEBUG must be true, false, 1 or 0, not 'perhaps'.\n"


def test_a_password_in_the_database_url_is_never_printed(python: Run) -> None:
    done = python(*START, DATABASE_URL="postgresql://user:hunter2@localhost:port/name")
    assert "hunter2" not in done.stderr


def test_no_secret_is_needed_for_debugging(python: Run) -> None:
    assert python(*START, SECRET_KEY="", DEBUG="true").returncode == 0


def test_settings_are_read_from_a_file(python: Run, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("TOKEN_TTL_SECONDS=abc\n")
    assert python(*START).stderr.startswith("TOKEN_TTL_SECONDS must ")


def test_the_environment_wins_over_the_file(python: Run, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("TOKEN_TTL_SECONDS=abc\n")
    assert python(*START, TOKEN_TTL_SECONDS="60").returncode == 0
