"""A request waits for the database no longer than its limit, and keeps nobody else waiting."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial

import httpx
import psycopg
import pytest
from sqlalchemy import create_engine, text

from tests.support.api_client import API, ApiClient, register
from tests.support.concurrency import CLIENTS, AtOnce, Call
from tests.support.operations import OPERATIONS
from tests.support.problems import assert_problem
from tests.support.relay import Relay, relaying
from tests.support.rules import needs_database, needs_postgresql, negative, rule
from tests.support.servers import Program, Server, migrate

pytestmark = [negative, needs_database]

Start = Callable[[Program], Server]
LIMIT_SECONDS = 15
READY_SECONDS = 3
WAITING = 20  # more than a service may have connections
READS = 8  # and fewer


@dataclass(frozen=True)
class Timed:
    """A response, and how long it took."""

    response: httpx.Response
    seconds: float


def timed(call: Call) -> Timed:
    started = time.monotonic()
    response = call()
    return Timed(response, time.monotonic() - started)


def assert_given_up(timed: Timed) -> None:
    assert_problem(timed.response, 503, "unavailable")
    assert timed.response.headers["Retry-After"].isdigit()
    assert timed.seconds < LIMIT_SECONDS


@contextmanager
def held(program: Program, user: ApiClient) -> Iterator[None]:
    """A forgotten session: it holds the user's row, or on SQLite the one lock of all writers."""
    engine = create_engine(program.database_url)
    with engine.connect() as connection:
        statement = text("UPDATE users SET bio = bio WHERE id = :id")
        connection.execute(statement, {"id": user.id})
        yield
        connection.rollback()
    engine.dispose()


@pytest.fixture
def migrated(fresh_program: Program) -> Program:
    migrate(fresh_program)
    return fresh_program


@pytest.fixture
def relay(migrated: Program) -> Iterator[Relay]:
    with relaying(migrated.database_url) as relay:
        yield relay


@rule("Y10")
def test_who_waits_for_a_row_gives_up_and_others_are_answered_meanwhile(
    http: httpx.Client, start_server: Start, migrated: Program
) -> None:
    server = start_server(migrated)
    waiting, other = (register(ApiClient(http, server.url + API)) for _ in range(2))
    change = partial(waiting.patch, "/users/me", json={"bio": "New."})
    read = [partial(other.get, "/users/me"), partial(replace(other, token="").get, "/posts")]
    writes = [partial(other.patch, "/users/me", json={"bio": "New."})]
    live = partial(ApiClient(http, server.url).get, "/health/live")
    stranger = partial(replace(other, token="tp_x").patch, "/users/me", json={"bio": "New."})
    calls = [*read, live] if migrated.database_url.startswith("sqlite") else [*read, *writes, live]
    answered = []
    with ThreadPoolExecutor(WAITING + 1) as pool, held(migrated, waiting):
        unknown = pool.submit(timed, stranger)
        futures = [pool.submit(timed, change) for _ in range(WAITING)]
        while not all(future.done() for future in futures):
            answered += [timed(call) for call in calls]
    for future in futures:
        assert_given_up(future.result())
    assert unknown.result().response.status_code in {401, 503}
    assert {one.response.status_code for one in answered} == {200}
    assert max(one.seconds for one in answered) < LIMIT_SECONDS
    assert change().status_code == 200


@rule("Y1", "Y10")
@needs_postgresql
def test_a_service_whose_reads_wait_is_still_ready(
    http: httpx.Client, start_server: Start, migrated: Program
) -> None:
    site = ApiClient(http, start_server(migrated).url)
    answered = []
    with ThreadPoolExecutor(READS) as pool, psycopg.connect(migrated.database_url) as other:
        other.execute("LOCK TABLE posts")
        futures = [pool.submit(timed, partial(site.get, f"{API}/posts")) for _ in range(READS)]
        while not all(future.done() for future in futures):
            answered.append(timed(partial(site.get, "/health/ready")))
    for future in futures:
        assert_given_up(future.result())
    assert {one.response.status_code for one in answered} == {200}
    assert max(one.seconds for one in answered) < READY_SECONDS


@rule("Y10", "Y1", "Y2")
@needs_postgresql
def test_a_silent_database_server_is_unavailable_until_it_speaks_again(
    http: httpx.Client, start_server: Start, migrated: Program, relay: Relay, at_once: AtOnce
) -> None:
    site = ApiClient(http, start_server(replace(migrated, database_url=relay.url)).url)
    somebody = register(replace(site, base_url=site.base_url + API))
    read = partial(somebody.get, "/users/me")
    at_once(CLIENTS, read)
    relay.speaks.clear()
    calls = [partial(operation.send, somebody) for operation in OPERATIONS]
    health = [partial(site.get, path) for path in ("/health/live", "/health/ready")]
    live, ready, *others = at_once(*(partial(timed, call) for call in [*health, *calls]))
    relay.speaks.set()
    for one in [ready, *others]:
        assert_given_up(one)
    assert live.response.status_code == 200
    assert max(live.seconds, ready.seconds) < READY_SECONDS
    assert {response.status_code for response in at_once(CLIENTS, read)} == {200}
