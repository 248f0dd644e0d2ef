"""A wrong setting stops the start and is named, without a secret."""

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
    ("DATABASE_URL", "postgresql://me:secret@localhost:99999/x"),
    ("DATABASE_URL", "postgresql://me:secret@localhost"),
    ("DATABASE_URL", "postgresql://me:secret/x"),
    ("DATABASE_URL", "postgresql://me:not@secret@localhost/x"),
    ("DATABASE_URL", "postgresql://me:secret@localhost/x?option=1"),
    ("DATABASE_URL", "sqlite://"),
    ("DATABASE_URL", "sqlite:///:memory:"),
    ("DEBUG", "maybe"),
    ("ALLOWED_HOSTS", ""),
    ("ALLOWED_HOSTS", "example.com:80"),
    ("ALLOWED_HOSTS", ".example.com"),
    ("CORS_ALLOWED_ORIGINS", "*"),
    ("CORS_ALLOWED_ORIGINS", "https://app.example/path"),
    ("CORS_ALLOWED_ORIGINS", "https://app.example:99999"),
    ("TOKEN_TTL_SECONDS", "abc"),
    ("TOKEN_TTL_SECONDS", "0"),
    ("TOKEN_TTL_SECONDS", "99999999999"),
    ("LOGIN_RATE_PER_ACCOUNT", "0/minute"),
    ("LOGIN_RATE_PER_ACCOUNT", "10 per minute"),
    ("LOGIN_RATE_PER_ADDRESS", "10/fortnight"),
    ("TRUSTED_PROXY_COUNT", "-1"),
    ("LOG_LEVEL", "LOUD"),
]


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_a_wrong_value_stops_the_start(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SystemExit) as stop:
        load_settings()
    assert str(stop.value).startswith(f"{name}: ")
    assert "secret" not in str(stop.value)


def test_the_name_is_printed_without_a_traceback() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "alembic", "current"],
        cwd=ROOT,
        env={**os.environ, "TOKEN_TTL_SECONDS": "abc"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("TOKEN_TTL_SECONDS: ")
    assert "Traceback" not in done.stderr


def test_the_environment_wins_over_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".env").write_text("LOG_LEVEL=ERROR\nTOKEN_TTL_SECONDS=60\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TOKEN_TTL_SECONDS", "30")
    settings = load_settings()
    assert (settings.log_level, settings.token_ttl_seconds) == ("ERROR", 30)


def test_lists_are_separated_by_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLOWED_HOSTS", "API.example, [::1], *.example.com")
    monkeypatch.setenv("CORS_ALLOWED_ORIGINS", "")
    settings = load_settings()
    assert (settings.allowed_hosts, settings.cors_allowed_origins) == (
        ("api.example", "[::1]", "*.example.com"),
        (),
    )


def test_the_scheme_of_hosting_platforms_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://me:secret@localhost/x")
    assert load_settings().database_url == "postgresql://me:secret@localhost/x"


@pytest.mark.parametrize("origin", ["https://App.Example", "https://app.example:443"])
def test_an_origin_is_read_as_browsers_send_it(
    monkeypatch: pytest.MonkeyPatch, origin: str
) -> None:
    monkeypatch.setenv("CORS_ALLOWED_ORIGINS", origin)
    assert load_settings().cors_allowed_origins == ("https://app.example",)
