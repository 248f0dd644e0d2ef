"""A wrong setting stops the start and is named, without a secret."""

from pathlib import Path

import pytest

from tests.conftest import FOLDER, Run

WRONG = [
    ("DATABASE_URL", ""),
    ("DATABASE_URL", "data.sqlite3"),
    ("DATABASE_URL", "sqlite:///"),
    ("DATABASE_URL", "sqlite:///:memory:"),
    ("DATABASE_URL", "sqlite:///issue#9.sqlite3"),
    ("DATABASE_URL", "mysql://user:hunter2@localhost/name"),
    ("DATABASE_URL", "postgresql://user:hunter2@localhost:port/name"),
    ("DATABASE_URL", "postgresql://user:hunter2@localhost"),
    ("DATABASE_URL", "postgresql://user:hunter2@localhost/name?option=1"),
    ("DATABASE_URL", "postgresql://user:hunter2@localhost/name?connect_timeout=abc"),
    ("SECRET_KEY", ""),
    ("SECRET_KEY", "change-me-this-is-only-an-example"),
    ("DEBUG", "maybe"),
    ("DEBUG", ""),
    ("ALLOWED_HOSTS", ""),
    ("ALLOWED_HOSTS", "https://app.example"),
    ("ALLOWED_HOSTS", "app.example:80"),
    ("CORS_ALLOWED_ORIGINS", "app.example"),
    ("CORS_ALLOWED_ORIGINS", "https://app.example/"),
    ("CORS_ALLOWED_ORIGINS", "*"),
    ("CORS_ALLOWED_ORIGINS", "https://.app.example"),
    ("CORS_ALLOWED_ORIGINS", "https://app.example:443"),
    ("CSRF_TRUSTED_ORIGINS", "https://-.:::1"),
    ("TRUSTED_PROXY_COUNT", "-1"),
    ("SECURE_COOKIES", "maybe"),
    ("LOGIN_RATE_PER_ACCOUNT", "0/minute"),
    ("LOGIN_RATE_PER_ADDRESS", "10/week"),
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
def test_a_wrong_value_is_named(python: Run, name: str, value: str) -> None:
    done = python(*START, **{name: value})
    assert (done.returncode, done.stdout) == (1, "")
    assert f"'{name}':" in done.stderr.splitlines()[-1]
    assert "hunter2" not in done.stderr


@pytest.mark.parametrize(
    "words", [[str(FOLDER / "manage.py"), "migrate"], ["-c", "import app.wsgi"]]
)
def test_it_stops_whatever_is_started(python: Run, words: list[str]) -> None:
    done = python(*words, DEBUG="perhaps")
    assert (done.returncode, done.stdout) == (1, "")
    assert "'DEBUG':" in done.stderr


@pytest.mark.parametrize(("proxies", "shown"), [("0", "None False"), ("1", "https True")])
def test_behind_a_proxy_its_scheme_counts_and_cookies_are_secure(
    python: Run, proxies: str, shown: str
) -> None:
    code = "print((SECURE_PROXY_SSL_HEADER or [None])[-1], SECURE_COOKIES)"
    words = ("-c", f"from app.settings import *; {code}")
    assert python(*words, TRUSTED_PROXY_COUNT=proxies).stdout == f"{shown}\n"


def test_no_secret_is_needed_for_debugging(python: Run) -> None:
    assert python(*START, SECRET_KEY="", DEBUG="true").returncode == 0


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "latin-1"])
def test_a_file_in_another_encoding_is_one_sentence(
    python: Run, tmp_path: Path, encoding: str
) -> None:
    (tmp_path / ".env").write_text("LOG_LEVEL=INFO # für alle\n", encoding)
    done = python(*START)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].endswith("The file .env is not in UTF-8.")


def test_settings_are_read_from_a_file(python: Run, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("TOKEN_TTL_SECONDS=abc\n")
    assert "'TOKEN_TTL_SECONDS':" in python(*START).stderr


def test_the_environment_wins_over_the_file(python: Run, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("TOKEN_TTL_SECONDS=abc\n")
    assert python(*START, TOKEN_TTL_SECONDS="60").returncode == 0
