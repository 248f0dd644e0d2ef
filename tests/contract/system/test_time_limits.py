"""A request waits for the database no longer than its limit, and keeps nobody else waiting."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
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
NEW_BIO = {"bio": "New."}


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


def meanwhile(futures: list[Future[Timed]], calls: list[Call]) -> list[Timed]:
    """The responses to these calls, made again and again until the others have theirs."""
    answered = []
    while not all(future.done() for future in futures):
        answered += [timed(call) for call in calls]
    return answered


def assert_answered(answered: list[Timed], seconds: float) -> None:
    assert {one.response.status_code for one in answered} == {200}
    assert max(one.seconds for one in answered) < seconds


def calls_of_others(program: Program, site: ApiClient, user: ApiClient) -> list[Call]:
    """What need not wait for the row of another; on SQLite every write does."""
    reads: list[Call] = [
        partial(user.get, "/users/me"),
        partial(replace(user, token="").get, "/posts"),
        partial(site.get, "/health/live"),
    ]
    is_sqlite = program.database_url.startswith("sqlite")
    return reads if is_sqlite else [*reads, partial(user.patch, "/users/me", json=NEW_BIO)]


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
    calls = calls_of_others(migrated, ApiClient(http, server.url), other)
    change = partial(waiting.patch, "/users/me", json=NEW_BIO)
    stranger = partial(replace(other, token="tp_x").patch, "/users/me", json=NEW_BIO)
    with ThreadPoolExecutor(WAITING + 1) as pool, held(migrated, waiting):
        unknown = pool.submit(timed, stranger)
        futures = [pool.submit(timed, change) for _ in range(WAITING)]
        answered = meanwhile(futures, calls)
    for future in futures:
        assert_given_up(future.result())
    assert_answered(answered, LIMIT_SECONDS)
    assert unknown.result().response.status_code in {401, 503}
    assert change().status_code == 200


@rule("Y1", "Y10")
@needs_postgresql
def test_a_service_whose_reads_wait_is_still_ready(
    http: httpx.Client, start_server: Start, migrated: Program
) -> None:
    site = ApiClient(http, start_server(migrated).url)
    read = partial(site.get, f"{API}/posts")
    with ThreadPoolExecutor(READS) as pool, psycopg.connect(migrated.database_url) as other:
        other.execute("LOCK TABLE posts")
        futures = [pool.submit(timed, read) for _ in range(READS)]
        answered = meanwhile(futures, [partial(site.get, "/health/ready")])
    for future in futures:
        assert_given_up(future.result())
    assert_answered(answered, READY_SECONDS)


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
