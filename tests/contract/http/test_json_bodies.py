"""What a JSON text is, and what it must hold."""

import json
from typing import Any

import httpx
import pytest

from tests.support.api_client import ApiClient, MakeUser
from tests.support.operations import Operation, with_body
from tests.support.problems import assert_problem
from tests.support.rules import negative, rule

JSON = {"Content-Type": "application/json"}
NO_JSON = {
    "cut": b'{"title": "A ti',
    "cut before its last brace": b'{"title": "A title", "body": "A body."',
    "a trailing comma": b'{"title": "A title", "body": "A body.",}',
    "single quotes": b"{'title': 'A title', 'body': 'A body.'}",
    "unquoted names": b'{title: "A title", body: "A body."}',
    "a comment": b'{"title": "A title", "body": "A body."} // yes',
    "something after it": b'{"title": "A title", "body": "A body."} {}',
    "a line feed in a string": b'{"title": "A\ntitle", "body": "A body."}',
    "a NUL in a string": b'{"title": "A\x00title", "body": "A body."}',
    "a NUL after it": b'{"title": "A title", "body": "A body."}\x00',
    "an unknown escape": b'{"title": "A\\x20title", "body": "A body."}',
    "a short escape": b'{"title": "A\\u12", "body": "A body."}',
    "Python's None": b'{"title": None, "body": "A body."}',
    "a leading zero": b'{"title": 01, "body": "A body."}',
    "a plus sign": b'{"title": +1, "body": "A body."}',
    "no digit after the point": b'{"title": 1., "body": "A body."}',
    "a form": b"title=A+title&body=A+body.",
    "Latin-1": '{"title": "Größe", "body": "A body."}'.encode("latin-1"),
    "an overlong form": b'{"title": "\xc0\xaf", "body": "A body."}',
    "beyond Unicode": b'{"title": "\xf5\x80\x80\x80", "body": "A body."}',
    "a cut sequence": b'{"title": "\xe2\x82", "body": "A body."}',
    "a stray byte in a name": b'{"\xff": "A title", "body": "A body."}',
}
HARDLY_JSON = {
    "empty": b"",
    "blank": b" \r\n\t ",
    "NaN": b'{"title": NaN, "body": "A body."}',
    "Infinity": b'{"title": Infinity, "body": "A body."}',
    "-Infinity": b'{"title": -Infinity, "body": "A body."}',
    "1e400": b'{"title": 1e400, "body": "A body."}',
    "NaN alone": b"NaN",
    "NaN deep inside": b'{"title": [{"x": [NaN]}], "body": "A body."}',
    "an integer of 100 digits": b'{"title": ' + b"7" * 100 + b', "body": "A body."}',
    "an integer of thousands of digits": b'{"title": ' + b"7" * 5000 + b', "body": "A body."}',
    "1 000 arrays": b"[" * 1000 + b"]" * 1000,
    "10 000 arrays in a member": b'{"title":' + b"[" * 10_000 + b"]" * 10_000 + b"}",
    "100 000 arrays": b"[" * 100_000 + b"]" * 100_000,
    "100 000 open arrays": b"[" * 100_000,
    "100 000 objects": b'{"title":' * 100_000 + b"1" + b"}" * 100_000,
    "an encoded surrogate": b'{"title": "\xed\xa0\x80", "body": "A body."}',
    "a lone surrogate": b'{"title": "\\ud800", "body": "A body."}',
    "a lone low surrogate": b'{"title": "\\udc00", "body": "A body."}',
    "swapped surrogates": b'{"title": "\\udc00\\ud800", "body": "A body."}',
    "a surrogate amid text": b'{"title": "A \\udfff title", "body": "A body."}',
    "a surrogate in a name": b'{"title": "A title", "body": "A body.", "\\ud800": 1}',
}
ENCODINGS = ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
NO_OBJECTS = {
    "an array": b"[]",
    "null": b"null",
    "a number": b"1",
    "a string": b'"{}"',
    "true": b"true",
}
NO_STRINGS = {
    "number": b"1",
    "fraction": b"1.5",
    "true": b"true",
    "false": b"false",
    "null": b"null",
    "array": b'["A title"]',
    "object": b'{"a": "A title"}',
    "100 arrays": b"[" * 100 + b"]" * 100,
}


def post(author: ApiClient, content: bytes) -> httpx.Response:
    return author.post("/posts", headers=JSON, content=content)


@rule("H6")
@negative
@pytest.mark.parametrize("content", NO_JSON.values(), ids=NO_JSON)
def test_what_is_no_json_is_malformed(alice: ApiClient, content: bytes) -> None:
    assert_problem(post(alice, content), 400, "malformed-request")


@rule("H6", "S3")
@negative
@pytest.mark.parametrize("content", HARDLY_JSON.values(), ids=HARDLY_JSON)
def test_what_is_hardly_json_is_malformed_or_not_valid_and_never_stored(
    make_user: MakeUser, content: bytes
) -> None:
    author = make_user()
    response = post(author, content)
    assert response.status_code in {400, 422}
    assert author.get(f"/posts?author_id={author.id}").json()["items"] == []


@rule("H6")
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_another_encoding_is_malformed_or_read(alice: ApiClient, encoding: str) -> None:
    response = post(alice, '{"title": "Größe", "body": "A body."}'.encode(encoding))
    assert response.status_code in {201, 400}
    assert response.json()["title"] in {"Größe", "Malformed request"}


@rule("H6")
@negative
@with_body
@pytest.mark.parametrize("content", [b"{", b"\xff"])
def test_every_operation_rejects_a_malformed_body(
    alice: ApiClient, published: dict[str, Any], operation: Operation, content: bytes
) -> None:
    path = operation.at(post_id=published["id"])
    response = operation.send(alice, path, headers=JSON, content=content)
    assert_problem(response, 400, "malformed-request")


@rule("H6")
@negative
@with_body
@pytest.mark.parametrize(
    "content", [b"", b'{"username": NaN}', b"[" * 100_000, b'{"title": "\\ud800"}']
)
def test_no_operation_crashes_at_what_is_hardly_json(
    alice: ApiClient, published: dict[str, Any], operation: Operation, content: bytes
) -> None:
    path = operation.at(post_id=published["id"])
    response = operation.send(alice, path, headers=JSON, content=content)
    assert response.status_code in {400, 422}


@rule("H6", "E3")
@negative
@with_body
@pytest.mark.parametrize("content", NO_OBJECTS.values(), ids=NO_OBJECTS)
def test_a_json_text_that_is_no_object_is_of_the_wrong_type(
    alice: ApiClient, published: dict[str, Any], operation: Operation, content: bytes
) -> None:
    path = operation.at(post_id=published["id"])
    response = operation.send(alice, path, headers=JSON, content=content)
    assert_problem(response, 422, "validation-failed", {"#": "type"})


@rule("H6", "E4")
@negative
@pytest.mark.parametrize("value", NO_STRINGS.values(), ids=NO_STRINGS)
def test_a_value_is_never_made_a_string(alice: ApiClient, value: bytes) -> None:
    response = post(alice, b'{"title": ' + value + b', "body": "A body."}')
    assert_problem(response, 422, "validation-failed", {"#/title": "type"})


@rule("H6")
@negative
def test_a_hundred_levels_are_still_a_value(alice: ApiClient) -> None:
    response = post(alice, b"[" * 100 + b"]" * 100)
    assert_problem(response, 422, "validation-failed", {"#": "type"})


@rule("H6")
def test_of_equal_names_the_last_counts(alice: ApiClient) -> None:
    response = post(alice, b'{"title": 1, "body": "A body.", "title": "The last"}')
    assert (response.status_code, response.json()["title"]) == (201, "The last")


@rule("H6")
@negative
def test_of_equal_names_the_last_is_judged(alice: ApiClient) -> None:
    response = post(alice, b'{"title": "A title", "body": "A body.", "title": 1}')
    assert_problem(response, 422, "validation-failed", {"#/title": "type"})


@rule("H6", "S3")
@pytest.mark.parametrize(
    "written",
    [rb"\ud83d\udc07", rb"\u0041", rb"\/", rb"\"", rb"\\", "🐇".encode(), "\u2028".encode()],
)
def test_escapes_are_read_as_json_reads_them(alice: ApiClient, written: bytes) -> None:
    response = post(alice, b' {"title": "A ' + written + b'", "body": "A body."}\n')
    assert response.json()["title"] == "A " + json.loads(b'"' + written + b'"')
