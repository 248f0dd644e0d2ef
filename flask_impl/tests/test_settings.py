"""A wrong setting stops the start with one sentence that names it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.config import read_settings

ROOT = Path(__file__).resolve().parents[1]

WRONG = [
    ("DATABASE_URL", "mysql://me:secret@localhost/x"),
    ("DATABASE_URL", "postgresql://me:secret@localhost:port/x"),
    ("DATABASE_URL", "sqlite://"),
    ("DEBUG", "maybe"),
    ("ALLOWED_HOSTS", ""),
    ("ALLOWED_HOSTS", "example.com:80"),
    ("CORS_ALLOWED_ORIGINS", "*"),
    ("CORS_ALLOWED_ORIGINS", "https://app.example/path"),
    ("TOKEN_TTL_SECONDS", "abc"),
    ("TOKEN_TTL_SECONDS", "0"),
    ("LOG_LEVEL", "LOUD"),
]


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_a_wrong_value_stops_the_start(name: str, value: str) -> None:
    with pytest.raises(SystemExit) as stop:
        read_settings({name: value})
    sentence = str(stop.value)
    assert sentence.startswith(f"{name} must be ")
    assert "secret" not in sentence


def test_the_sentence_is_all_that_is_printed() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "flask", "--app", "app", "db", "upgrade"],
        cwd=ROOT,
        env={**os.environ, "TOKEN_TTL_SECONDS": "abc"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr == "TOKEN_TTL_SECONDS must be a whole number from 1, not 'abc'.\n"


def test_the_environment_wins_over_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".env").write_text("LOG_LEVEL=ERROR\nTOKEN_TTL_SECONDS=60\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TOKEN_TTL_SECONDS", "30")
    settings = read_settings({})
    assert (settings["LOG_LEVEL"], settings["TOKEN_TTL_SECONDS"]) == ("ERROR", 30)


def test_a_sqlite_file_is_relative_to_the_working_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    url = read_settings({"DATABASE_URL": "sqlite:///data.sqlite3"})["SQLALCHEMY_DATABASE_URI"]
    assert url.database == str(tmp_path / "data.sqlite3")


def test_an_empty_password_and_a_socket_folder_make_a_postgresql_url() -> None:
    url = read_settings({"DATABASE_URL": "postgresql://me:@/db?host=/run/pg"})
    assert url["SQLALCHEMY_DATABASE_URI"].drivername == "postgresql+psycopg"
