"""How a body is counted and cut, before anybody reads it as JSON."""

import json
import socket
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.support.api_client import ApiClient, MakeUser
from tests.support.error_cases import MEBIBYTE
from tests.support.openapi_checks import has_common_headers
from tests.support.operations import Operation, with_body, without_body
from tests.support.problems import assert_problem
from tests.support.raw_connection import Connection
from tests.support.raw_fixtures import Raw
from tests.support.rules import negative, rule

JSON = {"Content-Type": "application/json"}
POST = json.dumps({"title": "A title", "body": "A body."}).encode()

Connect = Callable[[], Connection]


def in_chunks(*chunks: bytes) -> Iterator[bytes]:
    yield from chunks


def written_by(author: ApiClient) -> list[Any]:
    items: list[Any] = author.get(f"/posts?author_id={author.id}").json()["items"]
    return items


@rule("H7")
def test_a_chunked_body_is_read_whole_or_rejected(make_user: MakeUser) -> None:
    author, content = make_user(), in_chunks(POST[:7], POST[7:9], POST[9:])
    response = author.post("/posts", headers=JSON, content=content)
    assert response.status_code in {201, 400, 411, 413, 422}
    assert [post["title"] for post in written_by(author)] == ["A title"] * response.is_success


@rule("H7", "E4")
@negative
@with_body
def test_a_chunked_body_is_judged_or_rejected(
    alice: ApiClient, published: dict[str, Any], operation: Operation
) -> None:
    path, content = operation.at(post_id=published["id"]), in_chunks(b'{"ti', b'me": 1')
    response = operation.send(alice, path, headers=JSON, content=content)
    assert response.status_code in {400, 411, 422} or operation.method == "PATCH"
    assert alice.get(f"/posts/{published['id']}").headers["ETag"] == published["etag"]


@rule("H7")
@pytest.mark.parametrize("size", [MEBIBYTE - 1, MEBIBYTE])
def test_a_body_of_one_mebibyte_is_taken(alice: ApiClient, size: int) -> None:
    assert alice.post("/posts", headers=JSON, content=POST.ljust(size)).status_code == 201


@rule("H7")
def test_whoever_takes_a_chunked_body_takes_one_of_a_mebibyte(alice: ApiClient) -> None:
    bodies = [in_chunks(POST), in_chunks(POST.ljust(MEBIBYTE))]
    small, large = [alice.post("/posts", headers=JSON, content=body) for body in bodies]
    assert small.status_code == large.status_code


@rule("H7")
@negative
@with_body
def test_one_byte_more_is_too_large(
    alice: ApiClient, published: dict[str, Any], operation: Operation
) -> None:
    path = operation.at(post_id=published["id"])
    response = operation.send(alice, path, headers=JSON, content=POST.ljust(MEBIBYTE + 1))
    assert response.status_code == 413


@rule("H7")
@negative
def test_a_chunked_body_that_is_too_large_stores_nothing(make_user: MakeUser) -> None:
    author, body = make_user(), POST.ljust(MEBIBYTE + 1)
    content = in_chunks(body[:500_000], body[500_000:])
    response = author.post("/posts", headers=JSON, content=content)
    assert response.status_code in {400, 411, 413, 422}
    assert written_by(author) == []


@rule("H7")
@negative
def test_a_body_declared_too_large_is_not_waited_for(alice: ApiClient, raw: Raw) -> None:
    lines = ["Content-Type: application/json", f"Authorization: Bearer {alice.token}"]
    response = raw.request("POST /api/v1/posts", *lines, f"Content-Length: {10 * 1024**3}")
    assert response.status_code == 413


@rule("H7")
@negative
def test_an_endless_chunked_body_is_not_read_to_its_end(alice: ApiClient, connect: Connect) -> None:
    lines = ["Content-Type: application/json", f"Authorization: Bearer {alice.token}"]
    start = ["POST /api/v1/posts HTTP/1.1", "Host: localhost", *lines, "Transfer-Encoding: chunked"]
    chunk = b"%x\r\n%b\r\n" % (MEBIBYTE + 1, b" " * (MEBIBYTE + 1))
    connection = connect()
    connection.send_all_that_is_taken("\r\n".join([*start, "", ""]).encode() + chunk)
    assert connection.read(has_common_headers).status in {400, 411, 413, 422}


@rule("H7")
@negative
@pytest.mark.parametrize("framing", ["Content-Length: 1000", "Transfer-Encoding: chunked"])
def test_a_body_that_is_cut_stores_nothing(
    make_user: MakeUser, connect: Connect, framing: str
) -> None:
    author, connection = make_user(), connect()
    lines = ["Content-Type: application/json", f"Authorization: Bearer {author.token}", framing]
    start = ["POST /api/v1/posts HTTP/1.1", "Host: localhost", *lines, "", ""]
    cut = {"Content-Length: 1000": POST, "Transfer-Encoding: chunked": b"5\r\n" + POST[:5]}
    connection.send("\r\n".join(start).encode() + cut[framing])
    connection.socket.shutdown(socket.SHUT_WR)
    connection.drain()
    assert written_by(author) == []


@rule("H7")
@without_body
def test_a_body_that_an_operation_does_not_take_is_ignored(
    make_user: MakeUser, operation: Operation
) -> None:
    somebody = make_user()
    post = somebody.post("/posts", json=json.loads(POST)).json()
    path = operation.at(post_id=post["id"], user_id=somebody.id)
    response = operation.send(somebody, path, headers=JSON, content=b'{"title": \xff')
    assert response.status_code in {200, 204}


@rule("H5", "H7")
@negative
@with_body
def test_a_large_body_of_another_type_is_one_or_the_other(
    alice: ApiClient, published: dict[str, Any], operation: Operation
) -> None:
    path, content = operation.at(post_id=published["id"]), b" " * (MEBIBYTE + 1)
    response = operation.send(alice, path, headers={"Content-Type": "text/plain"}, content=content)
    assert response.status_code in {413, 415}


@rule("H5")
@negative
@with_body
def test_the_type_comes_before_the_syntax(
    alice: ApiClient, published: dict[str, Any], operation: Operation
) -> None:
    path, headers = operation.at(post_id=published["id"]), {"Content-Type": "text/plain"}
    response = operation.send(alice, path, headers=headers, content=b"\xff{")
    assert_problem(response, 415, "unsupported-media-type")


@rule("H5", "A1")
@negative
@pytest.mark.parametrize("media_type", ["application/json", "text/plain"])
def test_the_bytes_of_the_body_come_before_or_after_the_token(
    anonymous: ApiClient, media_type: str
) -> None:
    response = anonymous.post("/posts", headers={"Content-Type": media_type}, content=b"{")
    assert response.status_code in {400, 401, 415}
