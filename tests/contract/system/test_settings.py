"""A service that is set up wrongly says so and does not start."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.rules import needs_database, negative, rule
from tests.support.servers import LaunchError, Program, launch

pytestmark = rule("Y8")

WRONG = {
    "DEBUG": "maybe",
    "ALLOWED_HOSTS": "app.example:80",
    "CORS_ALLOWED_ORIGINS": "*",
    "TOKEN_TTL_SECONDS": "0",
    "LOGIN_RATE_PER_ACCOUNT": "0/minute",
    "LOGIN_RATE_PER_ADDRESS": "100/fortnight",
    "TRUSTED_PROXY_COUNT": "-1",
    "LOG_LEVEL": "LOUD",
}


WRONG_URLS = [
    "mysql://somebody:hunter2@localhost/name",
    "postgresql://somebody:hunter2/name",
    "postgresql://somebody:hunter2@localhost",
    "postgresql://somebody:hunter2@localhost:99999/name",
    "postgresql://somebody:hunter2@localhost/name?option=1",
]
SETTINGS = [*WRONG.items(), *(("DATABASE_URL", url) for url in WRONG_URLS)]


@negative
@needs_database
@pytest.mark.parametrize(("name", "value"), SETTINGS)
def test_a_wrong_setting_stops_the_start_and_is_named(
    served_program: Program, tmp_path: Path, name: str, value: str
) -> None:
    program = replace(served_program, log=str(tmp_path / "log"))
    with pytest.raises(LaunchError, match=r"exit status -?[1-9]"):
        launch(program, {name: value})
    log = Path(program.log).read_text("utf-8")
    assert name.lower() in log.lower()
    assert "hunter2" not in log
