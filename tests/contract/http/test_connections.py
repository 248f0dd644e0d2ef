"""Connections which outlive errors, bytes which are no HTTP, and an orderly end."""

import http.client
import json
import select
import signal
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from tests.support.api_client import API, ApiClient, register
from tests.support.error_cases import ErrorCase, every_error
from tests.support.openapi_checks import unchecked
from tests.support.raw_connection import Connection
from tests.support.rules import needs_launcher, negative, rule
from tests.support.servers import Server

Connect = Callable[[], Connection]

JSON = "Content-Type: application/json"
UNREAD = {
    "POST /api/v1/posts": 401,
    "PATCH /api/v1/users/me": 401,
    "GET /api/v1/users/me": 401,
    "POST /nothing": 404,
    "PATCH /nothing": 404,
    "PUT /api/v1/users": 405,
    "GET /api/v1/users?limit=0": 422,
}
POST = b"POST /api/v1/posts HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
NO_HTTP = {
    "no request line": b"\x00\x01\x02\x03\r\n\r\n",
    "TLS": bytes.fromhex("16030100f1010000ed0303") + b"\x00" * 100 + b"\r\n\r\n",
    "another protocol": b"SSH-2.0-OpenSSH_9.9\r\n\r\n",
    "no version": b"GET\r\n\r\n",
    "an unknown version": b"GET /health/live HTTP/9.9\r\nHost: localhost\r\n\r\n",
    "no host": b"GET /api/v1/users HTTP/1.1\r\n\r\n",
    "a header without a colon": b"GET /api/v1/users HTTP/1.1\r\nHost: localhost\r\nnothing\r\n\r\n",
    "a space in a name": b"GET /api/v1/users HTTP/1.1\r\nHost: localhost\r\na b: c\r\n\r\n",
    "a NUL in a header": b"GET /api/v1/users HTTP/1.1\r\nHost: localhost\r\na: \x00\r\n\r\n",
    "a long request line": b"GET /api/v1/users?x=" + b"x" * 1_000_000 + b" HTTP/1.1\r\n\r\n",
    "a long header": b"GET /api/v1/users HTTP/1.1\r\nHost: x\r\na: "
    + b"x" * 1_000_000
    + b"\r\n\r\n",
    "a length that is no number": POST + b"Content-Length: abc\r\n\r\n{}",
    "a negative length": POST + b"Content-Length: -1\r\n\r\n{}",
    "two lengths": POST + b"Content-Length: 2\r\nContent-Length: 3\r\n\r\n{} ",
    "a broken chunk": POST + b"Transfer-Encoding: chunked\r\n\r\nZZ\r\n{}\r\n0\r\n\r\n",
    "an unknown coding": POST + b"Transfer-Encoding: banana\r\n\r\n{}",
}


def ask_health(connection: Connection) -> int:
    connection.request("GET /health/live")
    return connection.read().status


def serves_or_is_closed(connection: Connection) -> bool:
    """Whether the next request is returned, with its own response, or the connection has ended."""
    try:
        connection.request("GET /health/live", "X-Request-ID: the-next-one")
        response = connection.read()
    except (ConnectionError, http.client.HTTPException):
        return True
    return (response.status, response.headers["x-request-id"]) == (200, "the-next-one")


def rejected_or_closed(connection: Connection) -> bool:
    """Whether what was sent gets a 4xx response, or none at all."""
    try:
        return 400 <= connection.read(unchecked).status < 500
    except (ConnectionError, http.client.HTTPException):
        return True


def written(case: ErrorCase, post: int, token: str) -> list[str]:
    """Method and path of a case, then its header lines."""
    lines = [f"{name}: {value}" for name, value in case.headers.items()]
    bearer = [f"Authorization: Bearer {token}"] if token else []
    return [f"{case.method} {API}{case.path.format(post=post)}", *lines, *bearer]


@rule("H12")
@negative
@every_error
def test_after_an_error_the_connection_serves_or_ends(
    connect: Connect,
    alice: ApiClient,
    bob: ApiClient,
    published: dict[str, Any],
    error_case: ErrorCase,
) -> None:
    connection, tokens = connect(), {"alice": alice.token, "bob": bob.token, "anonymous": ""}
    body = error_case.body(alice) if error_case.body else b""
    connection.request(*written(error_case, published["id"], tokens[error_case.by]), body=body)
    assert connection.read().status == error_case.status
    assert serves_or_is_closed(connection)


@rule("H12")
@negative
@pytest.mark.parametrize("size", [2, 100_000, 1024 * 1024])
@pytest.mark.parametrize(("start", "status"), UNREAD.items())
def test_a_body_is_read_before_what_rejects_it_unseen(
    connect: Connect, start: str, status: int, size: int
) -> None:
    connection = connect()
    connection.request(start, JSON, body=b"{}".ljust(size))
    assert connection.read().status == status
    assert ask_health(connection) == 200


@rule("H12", "H7")
@negative
def test_after_a_body_that_is_too_large_the_connection_serves_or_ends(
    connect: Connect, alice: ApiClient
) -> None:
    connection = connect()
    lines = [JSON, f"Authorization: Bearer {alice.token}"]
    connection.request("POST /api/v1/posts", *lines, "Content-Length: 2000000")
    assert connection.read().status == 413
    connection.send_all_that_is_taken(b" " * 2_000_000)
    assert serves_or_is_closed(connection)


@rule("H12")
@negative
def test_a_body_is_never_taken_for_a_request(connect: Connect, alice: ApiClient) -> None:
    connection = connect()
    smuggled = b"GET /api/v1/nothing HTTP/1.1\r\nHost: localhost\r\n\r\n"
    connection.request("POST /api/v1/posts", JSON, body=smuggled)
    assert connection.read().status in {400, 401}
    assert serves_or_is_closed(connection)


@rule("H12")
@negative
def test_one_connection_outlives_many_errors(connect: Connect) -> None:
    connection, statuses = connect(), []
    for start in ["GET /nothing", "PUT /api/v1/users", "GET /api/v1/users/me"] * 10:
        connection.request(start)
        statuses.append(connection.read().status)
    assert statuses == [404, 405, 401] * 10
    assert ask_health(connection) == 200


@rule("H12")
@negative
@pytest.mark.parametrize("data", NO_HTTP.values(), ids=NO_HTTP)
def test_what_is_no_http_is_rejected_or_cut_off(
    connect: Connect, site: ApiClient, data: bytes
) -> None:
    connection = connect()
    connection.send_all_that_is_taken(data)
    assert rejected_or_closed(connection)
    assert site.get("/health/live").status_code == 200


@rule("H12")
@pytest.mark.parametrize("start", ["GET /health/live", "GET /api/v1/users", "GET /api/v1/posts"])
def test_a_connection_is_kept(connect: Connect, start: str) -> None:
    connection = connect()
    connection.request(start)
    assert connection.read().status == 200
    assert ask_health(connection) == 200


@rule("Y4")
@needs_launcher
def test_on_sigterm_received_requests_are_completed(
    http: httpx.Client, start_server: Callable[[], Server], connect: Callable[[str], Connection]
) -> None:
    server = start_server()
    somebody = register(ApiClient(http, server.url + API))
    login = json.dumps({"username": somebody.username, "password": somebody.password}).encode()
    connections = [connect(server.url) for _ in range(8)]
    for each in connections:
        each.request("POST /api/v1/tokens", JSON, body=login)
    select.select([each.socket for each in connections], [], [], 30)  # until the first response
    server.process.send_signal(signal.SIGTERM)
    assert [each.read().status for each in connections] == [201] * 8
    assert server.process.wait(30) == 0
