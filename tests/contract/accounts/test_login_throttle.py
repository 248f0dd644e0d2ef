"""createToken: how often a login may be tried, per account and per client address."""

from collections.abc import Callable, Iterator
from functools import partial
from hashlib import sha256
from typing import Any

import httpx
import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from tests.support.api_client import API, PASSWORD, ApiClient, fresh_name, registration
from tests.support.concurrency import CLIENTS, AtOnce, eventually, statuses
from tests.support.problems import assert_problem
from tests.support.rules import needs_database, needs_launcher, negative, rule
from tests.support.servers import Program, Server, launch, migrate, stop
from tests.support.targets import Target

pytestmark = [negative, needs_launcher]

Serve = Callable[..., ApiClient]
WRONG = "a wrong password"
RATES = ["LOGIN_RATE_PER_ACCOUNT", "LOGIN_RATE_PER_ADDRESS"]
ALL_BUT_ONE = dict.fromkeys(RATES, f"{CLIENTS - 1}/minute")


@pytest.fixture(scope="module")
def throttled(http: httpx.Client, target: Target) -> Iterator[ApiClient]:
    """A client of a server behind a proxy, with three logins an hour."""
    assert target.program is not None
    server = launch(target.program, {**dict.fromkeys(RATES, "3/hour"), "TRUSTED_PROXY_COUNT": "1"})
    yield ApiClient(http, server.url + API)
    stop(server)


@pytest.fixture
def serve(http: httpx.Client, start_server: Callable[..., Server]) -> Serve:
    """Start a server with these rates, and make a client of it."""

    def serve(program: Program | None = None, **settings: str) -> ApiClient:
        return ApiClient(http, start_server(program, **settings).url + API)

    return serve


def log_in(client: ApiClient, username: str, password: str = WRONG, by: str = "") -> httpx.Response:
    """A login; `by` is what the proxies in front say of the client: by default, an address anew."""
    credentials = {"username": username, "password": password}
    headers = {"X-Forwarded-For": by or fresh_address()}
    return client.post("/tokens", json=credentials, headers=headers)


def new_account(client: ApiClient) -> str:
    username: str = client.post("/users", json=registration()).raise_for_status().json()["username"]
    return username


def fresh_address() -> str:
    """An address in 2001:db8::/32 that no other case has."""
    digits = fresh_name("")[1:]
    return "2001:db8:" + ":".join(digits[place : place + 4] for place in range(0, 16, 4)) + "::1"


def counted(program: Program, *usernames: str) -> set[str]:
    """Those of whom the database has a count."""
    engine = create_engine(program.database_url, poolclass=NullPool)
    with engine.connect() as connection:
        keys = set(connection.scalars(text("SELECT key FROM login_attempts")))
    digests = {name: sha256(f"account:{name}".encode()).hexdigest() for name in usernames}
    return {name for name, digest in digests.items() if digest in keys}


@rule("A6")
@pytest.mark.parametrize(
    ("passwords", "expected"),
    [([WRONG] * 3, [401, 401, 401]), ([PASSWORD] * 3, [201, 201, 201])],
    ids=["wrong", "right"],
)
def test_the_login_after_the_last_is_rejected_whatever_its_password(
    throttled: ApiClient, passwords: list[str], expected: list[int]
) -> None:
    username = new_account(throttled)
    answered = [log_in(throttled, username, password).status_code for password in passwords]
    rejected = [log_in(throttled, username, password) for password in (PASSWORD, WRONG)]
    assert answered == expected
    for response in rejected:
        assert_problem(response, 429, "too-many-requests")
        assert 3000 < int(response.headers["Retry-After"]) <= 3600
    assert log_in(throttled, new_account(throttled), PASSWORD).status_code == 201


@rule("A6", "A4")
def test_an_unknown_account_is_throttled_as_another_is(throttled: ApiClient) -> None:
    known, unknown = new_account(throttled), fresh_name("nobody")
    responses = [[log_in(throttled, name) for _ in range(4)] for name in (known, unknown)]
    statuses = [[response.status_code for response in tried] for tried in responses]
    assert statuses == [[401, 401, 401, 429]] * 2
    assert responses[0][-1].json() == responses[1][-1].json()


@rule("A6")
def test_what_is_no_well_formed_login_does_not_count(throttled: ApiClient) -> None:
    username = new_account(throttled)
    bodies: list[dict[str, Any]] = [
        {"json": {"username": username}},
        {"json": {"username": username, "password": PASSWORD, "more": 1}},
        {"content": f'{{"username": "{username}"', "headers": {"Content-Type": "application/json"}},
        {"content": "x", "headers": {"Content-Type": "text/plain"}},
    ]
    answered = [throttled.post("/tokens", **body).status_code for body in bodies * 3]
    assert answered == [422, 422, 400, 415] * 3
    assert log_in(throttled, username, PASSWORD).status_code == 201


@rule("A6")
def test_a_window_ends_although_logins_are_tried_in_it(serve: Serve) -> None:
    client, username = serve(LOGIN_RATE_PER_ACCOUNT="1/second"), fresh_name("nobody")
    attempt = partial(log_in, client, username)
    rejected = eventually(attempt, lambda response: response.status_code == 429)
    assert rejected.headers["Retry-After"] == "1"
    assert eventually(attempt, lambda response: response.status_code == 401).status_code == 401


@rule("A6", "A7")
def test_an_address_is_throttled_whatever_the_account(throttled: ApiClient) -> None:
    address = fresh_address()
    responses = [log_in(throttled, fresh_name("nobody"), by=address) for _ in range(4)]
    assert [response.status_code for response in responses] == [401, 401, 401, 429]
    assert_problem(responses[-1], 429, "too-many-requests")
    assert log_in(throttled, fresh_name("nobody")).status_code == 401


@rule("A7")
def test_the_address_is_what_the_proxy_added(throttled: ApiClient) -> None:
    address, other = fresh_address(), fresh_address()
    sent = [f"{fresh_address()}, {address}" for _ in range(4)] + [f"{address}, {other}"]
    answered = [log_in(throttled, fresh_name("nobody"), by=by).status_code for by in sent]
    assert answered == [401, 401, 401, 429, 401]


@rule("A7")
def test_the_address_is_what_the_outermost_of_two_proxies_added(serve: Serve) -> None:
    client = serve(LOGIN_RATE_PER_ADDRESS="1/minute", TRUSTED_PROXY_COUNT="2")
    address, other, inner = (fresh_address() for _ in range(3))
    sent = [f"{fresh_address()}, {outer}, {inner}" for outer in (address, address, other)]
    answered = [log_in(client, fresh_name("nobody"), by=by).status_code for by in sent]
    assert answered == [401, 429, 401]


@rule("A7")
def test_without_proxies_nobody_says_where_a_client_is(
    serve: Serve, fresh_program: Program
) -> None:
    migrate(fresh_program)
    client = serve(fresh_program, LOGIN_RATE_PER_ADDRESS="2/minute")
    names = [fresh_name("nobody") for _ in range(3)]
    answered = [log_in(client, name).status_code for name in names]
    assert answered == [401, 401, 429]


@rule("A6")
@needs_database
def test_a_count_is_kept_until_its_window_ends(
    throttled: ApiClient, anonymous: ApiClient, served_program: Program
) -> None:
    hourly, *ended = (fresh_name("nobody") for _ in range(4))
    log_in(throttled, hourly)
    for name in ended:
        log_in(anonymous, name)
    attempt = partial(log_in, anonymous, fresh_name("nobody"))
    eventually(attempt, lambda _: counted(served_program, *ended) == set())
    assert counted(served_program, hourly, *ended) == {hourly}


@rule("A6")
@needs_database
def test_four_processes_count_together(serve: Serve, at_once: AtOnce) -> None:
    client = serve(**ALL_BUT_ONE, TRUSTED_PROXY_COUNT="1", GRANIAN_WORKERS="4")
    name, address = fresh_name("nobody"), fresh_address()
    of_one_account = [partial(log_in, client, name) for _ in range(CLIENTS)]
    names = [fresh_name("nobody") for _ in range(CLIENTS)]
    of_one_address = [partial(log_in, client, each, by=address) for each in names]
    expected = {401: CLIENTS - 1, 429: 1}
    assert statuses(at_once(*of_one_account)) == expected
    assert statuses(at_once(*of_one_address)) == expected
