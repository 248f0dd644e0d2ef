"""Whether the process is up, whether the database is, and what happens when it is not."""

import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import LiteralString
from urllib.parse import urlsplit

import httpx
import psycopg
import pytest
from psycopg import sql

from tests.support.api_client import API, ApiClient, register
from tests.support.databases import empty_database, missing_database
from tests.support.operations import OPERATIONS
from tests.support.problems import assert_problem
from tests.support.rules import needs_database, needs_postgresql, negative, rule
from tests.support.servers import Program, Server, migrate
from tests.support.targets import Target

TOKEN = "tp_" + "A" * 43
Start = Callable[[Program], Server]


@pytest.fixture
def stranded(target: Target, tmp_path: Path) -> Iterator[Program]:
    """The target's implementation, its database not there (yet)."""
    assert target.program is not None
    with missing_database(target.program.database_url, tmp_path) as url:
        yield replace(target.program, database_url=url)


@rule("Y1")
@pytest.mark.parametrize("path", ["/health/live", "/health/ready"])
def test_a_healthy_service_says_so(site: ApiClient, path: str) -> None:
    response = site.get(path)
    assert (response.status_code, response.json()) == (200, {"status": "ok"})


@rule("Y1", "A2")
@pytest.mark.parametrize("path", ["/health/live", "/health/ready"])
@pytest.mark.parametrize("header", [f"Bearer {TOKEN}", "Basic eDp5", ""])
def test_health_needs_no_token_and_looks_at_none(site: ApiClient, path: str, header: str) -> None:
    assert site.get(path, headers={"Authorization": header}).status_code == 200


@rule("Y1")
@negative
@needs_database
def test_without_its_database_a_service_is_live_but_not_ready(
    http: httpx.Client, start_server: Start, stranded: Program
) -> None:
    site = ApiClient(http, start_server(stranded).url)
    before = time.monotonic()
    response = site.get("/health/ready")
    assert_problem(response, 503, "unavailable")
    assert time.monotonic() - before < 3
    assert site.get("/health/live").status_code == 200


@rule("Y10")
@negative
@needs_database
def test_what_is_wrong_in_the_request_is_said_without_a_database(
    http: httpx.Client, start_server: Start, stranded: Program
) -> None:
    nobody = ApiClient(http, start_server(stranded).url + API)
    paths = ["/posts?limit=0", "/posts?status=draft", "/users?cursor=x", "/users/me"]
    responses = [nobody.get(path) for path in paths]
    responses += [nobody.post(path, json={}) for path in ("/users", "/tokens", "/posts")]
    assert [response.status_code for response in responses] == [422, 401, 422, 401, 422, 422, 401]


@rule("Y2")
@negative
@needs_database
def test_without_its_database_every_operation_is_unavailable_until_it_is_back(
    http: httpx.Client, start_server: Start, stranded: Program
) -> None:
    somebody = ApiClient(http, start_server(stranded).url + API, token=TOKEN)
    responses = {operation.id: operation.send(somebody) for operation in OPERATIONS}
    empty_database(stranded.database_url)
    migrate(stranded)
    assert {name: response.status_code for name, response in responses.items()} == dict.fromkeys(
        responses, 503
    )
    assert all(response.headers["retry-after"].isdigit() for response in responses.values())
    assert register(replace(somebody, token="")).get("/users/me").status_code == 200


def cut_connections(url: str, command: LiteralString = "SELECT") -> None:
    """End all connections to the database but this one, after a command that new ones heed."""
    # With a limit it waits until they have ended: before that, one could still be sent a request.
    cut = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = %s"
    writes = "-c default_transaction_read_only=off"
    name = urlsplit(url).path[1:]
    with closing(psycopg.connect(url, autocommit=True, options=writes)) as connection:
        connection.execute(sql.SQL(command).format(sql.Identifier(name)))
        connection.execute(f"{cut} AND pid <> pg_backend_pid()", [name])


@rule("Y2")
@needs_postgresql
def test_connections_that_were_cut_are_replaced(
    http: httpx.Client, start_server: Start, fresh_program: Program
) -> None:
    migrate(fresh_program)
    somebody = register(ApiClient(http, start_server(fresh_program).url + API))
    cut_connections(fresh_program.database_url)
    assert [somebody.get("/users/me").status_code for _ in range(10)] == [200] * 10


@rule("Y2")
@negative
@needs_postgresql
def test_a_database_that_takes_no_writes_is_read_until_it_takes_them_again(
    http: httpx.Client, start_server: Start, fresh_program: Program
) -> None:
    migrate(fresh_program)
    url = fresh_program.database_url
    somebody = register(ApiClient(http, start_server(fresh_program).url + API))
    somebody.post("/posts", json={"title": "T", "body": "B"})
    cut_connections(url, "ALTER DATABASE {} SET default_transaction_read_only = on")
    responses = [(operation.method, operation.send(somebody)) for operation in OPERATIONS]
    cut_connections(url, "ALTER DATABASE {} RESET default_transaction_read_only")
    for method, response in responses:
        if method == "GET":
            assert response.status_code == 200
        else:
            assert_problem(response, 503, "unavailable")
            assert response.headers["retry-after"].isdigit()
    assert somebody.patch("/users/me", json={"bio": "New."}).status_code == 200
