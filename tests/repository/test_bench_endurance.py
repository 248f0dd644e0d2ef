"""After the rounds of the benchmark: what a crowd was answered, and what a process still lacks."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.bench import endurance
from tests.bench.endurance import LOGIN, Tally, crowd, exhaust
from tests.bench.rounds import Case
from tests.bench.rows import Request
from tests.repository.test_bench import GOOD


class Service:
    """A server that is named by its URL and has no process."""

    def __init__(self, url: str) -> None:
        self.url = url

    def processes(self) -> list[Any]:
        return []


def cases(database: str, url: str) -> list[Case]:
    service: Any = Service(url)
    rows = {"login": Request(LOGIN, "POST", 201), "post": Request("/posts/1")}
    return [
        Case("endpoints", row, database, "flask", service, request) for row, request in rows.items()
    ]


def answering(requests: int, errors: int) -> Tally:
    return Tally(lambda *_: replace(GOOD, requests=requests, errors=errors))


def test_a_crowd_may_meet_the_right_status_or_503() -> None:
    sample = replace(GOOD, statuses={"201": 8, "503": 1})
    assert crowd(sample, 201)["wrong"] == 0


@pytest.mark.parametrize(
    "wrong", [{"statuses": {"200": 8, "500": 2}}, {"statuses": {"200": 8}, "socket_errors": 2}]
)
def test_another_status_or_a_socket_error_is_wrong(wrong: dict[str, Any]) -> None:
    assert crowd(replace(GOOD, **wrong), 200)["wrong"] == 2


def test_each_process_gets_what_it_lacks_and_no_more(tmp_path: Path) -> None:
    tally = answering(requests=400, errors=0)
    tally("sqlite", Request(LOGIN), tmp_path)
    exhaust([*cases("sqlite", "sqlite"), *cases("postgresql", "pg")], tally, tmp_path)
    assert tally.logins == {"sqlite": 800, "pg": 800}
    assert tally.requests == {"sqlite": endurance.REQUESTS, "pg": endurance.REQUESTS}


def test_failed_logins_do_not_count_and_a_server_that_only_fails_is_left(tmp_path: Path) -> None:
    half, none = answering(requests=100, errors=50), answering(requests=100, errors=100)
    for tally in (half, none):
        exhaust(cases("sqlite", "url"), tally, tmp_path)
    assert (half.logins["url"], half.failed["url"]) == (500, 10_000)
    assert (none.logins["url"], none.failed["url"]) == (0, 200)
