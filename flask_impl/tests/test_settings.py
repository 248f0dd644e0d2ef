"""A wrong setting stops the start, and the error names it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

CONFIG = Path(__file__).parents[1] / "app/config.py"

WRONG = [
    ("DATABASE_URL", "mysql://me:secret@localhost/x"),
    ("DATABASE_URL", "postgresql://me:secret@localhost:port/x"),
    ("DATABASE_URL", "postgresql://me:secret@localhost:99999/x"),
    ("DATABASE_URL", "postgresql://me:secret@localhost"),
    ("DATABASE_URL", "postgresql://me:secret/x"),
    ("DATABASE_URL", "postgresql://me:not@secret@localhost/x"),
    ("DATABASE_URL", "postgresql://me:secret@localhost/x?option=1"),
    ("DATABASE_URL", "sqlite://"),
    ("DEBUG", "maybe"),
    ("ALLOWED_HOSTS", ""),
    ("ALLOWED_HOSTS", "example.com:80"),
    ("ALLOWED_HOSTS", "*.example.com"),
    ("ALLOWED_HOSTS", ".."),
    ("ALLOWED_HOSTS", "a" * 64),
    ("CORS_ALLOWED_ORIGINS", "https://app.example/path"),
    ("CORS_ALLOWED_ORIGINS", "https://-.:::1"),
    ("TRUSTED_PROXY_COUNT", "-1"),
    ("LOGIN_RATE_PER_ACCOUNT", "0/minute"),
    ("LOGIN_RATE_PER_ACCOUNT", "10 per minute"),
    ("LOGIN_RATE_PER_ADDRESS", ""),
    ("LOGIN_RATE_PER_ADDRESS", "10/month"),
    ("TOKEN_TTL_SECONDS", "abc"),
    ("TOKEN_TTL_SECONDS", "0"),
    ("LOG_LEVEL", "LOUD"),
]


def read(setting: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Read the settings in a process of its own, in this folder."""
    return subprocess.run(
        [sys.executable, "-c", f"import runpy; print(runpy.run_path('{CONFIG}')['{setting}'])"],
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_a_wrong_value_stops_the_start(tmp_path: Path, name: str, value: str) -> None:
    done = read("DEBUG", tmp_path, **{name: value})
    assert done.returncode != 0
    assert name in done.stderr
    assert "secret" not in done.stderr


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("TOKEN_TTL_SECONDS=60\n")
    assert read("TOKEN_TTL_SECONDS", tmp_path).stdout == "60\n"
    assert read("TOKEN_TTL_SECONDS", tmp_path, TOKEN_TTL_SECONDS="30").stdout == "30\n"


def test_a_sqlite_file_is_relative_to_the_working_directory(tmp_path: Path) -> None:
    done = read("SQLALCHEMY_DATABASE_URI", tmp_path, DATABASE_URL="sqlite:///data.sqlite3")
    assert done.stdout == f"sqlite:///{tmp_path}/data.sqlite3\n"


@pytest.mark.parametrize("scheme", ["postgres", "postgresql"])
def test_both_names_of_postgresql_are_taken(tmp_path: Path, scheme: str) -> None:
    done = read("SQLALCHEMY_DATABASE_URI", tmp_path, DATABASE_URL=f"{scheme}://me:@/db?host=/run")
    assert done.stdout.startswith("postgresql+psycopg://me:")


@pytest.mark.parametrize("encoding", ["utf-16", "latin-1"])
def test_a_file_in_another_encoding_stops_the_start(tmp_path: Path, encoding: str) -> None:
    (tmp_path / ".env").write_text("# Größe\nTOKEN_TTL_SECONDS=60\n", encoding)
    assert read("DEBUG", tmp_path).stderr.endswith("The file .env is not in UTF-8.\n")
