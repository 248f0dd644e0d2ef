"""A wrong setting stops the start with one sentence that names it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.config import load_settings

ROOT = Path(__file__).resolve().parents[1]

WRONG = [
    ("DATABASE_URL", "mysql://me:secret@localhost/x"),
    ("DATABASE_URL", "postgresql://me:secret@localhost:port/x"),
    ("DATABASE_URL", "sqlite://"),
    ("DATABASE_URL", "sqlite:///:memory:"),
    ("DEBUG", "maybe"),
    ("ALLOWED_HOSTS", ""),
    ("ALLOWED_HOSTS", "example.com:80"),
    ("CORS_ALLOWED_ORIGINS", "*"),
    ("CORS_ALLOWED_ORIGINS", "https://app.example/path"),
    ("TOKEN_TTL_SECONDS", "abc"),
    ("TOKEN_TTL_SECONDS", "0"),
    ("TOKEN_TTL_SECONDS", "99999999999"),
    ("LOG_LEVEL", "LOUD"),
]


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_a_wrong_value_stops_the_start(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SystemExit) as stop:
        load_settings()
    sentence = str(stop.value)
    assert sentence.startswith(f"{name} must be ")
    assert "secret" not in sentence


def test_the_sentence_is_all_that_is_printed() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "alembic", "current"],
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
    settings = load_settings()
    assert (settings.log_level, settings.token_ttl_seconds) == ("ERROR", 30)


def test_lists_are_separated_by_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLOWED_HOSTS", "API.example, [::1]")
    monkeypatch.setenv("CORS_ALLOWED_ORIGINS", "")
    settings = load_settings()
    assert (settings.allowed_hosts, settings.cors_allowed_origins) == (("api.example", "[::1]"), ())
