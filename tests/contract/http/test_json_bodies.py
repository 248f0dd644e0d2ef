"""What a JSON text is, and what it must hold."""

import json
from typing import Any

import httpx
import pytest

from tests.support.api_client import Character
from tests.support.operations import Operation, with_body
from tests.support.problems import assert_problem
from tests.support.rules import negative, rule

JSON = {"Content-Type": "application/json"}
NO_JSON = {
    "empty": b"",
    "blank": b" \r\n\t ",
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
    "NaN": b'{"title": NaN, "body": "A body."}',
    "Infinity": b'{"title": Infinity, "body": "A body."}',
    "-Infinity": b'{"title": -Infinity, "body": "A body."}',
    "NaN alone": b"NaN",
    "NaN deep inside": b'{"title": [{"x": [NaN]}], "body": "A body."}',
    "an integer of thousands of digits": b'{"title": ' + b"7" * 5000 + b', "body": "A body."}',
    "100 000 arrays": b"[" * 100_000 + b"]" * 100_000,
    "100 000 open arrays": b"[" * 100_000,
    "100 000 objects": b'{"title":' * 100_000 + b"1" + b"}" * 100_000,
    "a form": b"title=A+title&body=A+body.",
}
NO_UTF_8 = {
    "a byte order mark": b'\xef\xbb\xbf{"title": "A title", "body": "A body."}',
    "UTF-16": '{"title": "A title", "body": "A body."}'.encode("utf-16"),
    "UTF-16-LE": '{"title": "A title", "body": "A body."}'.encode("utf-16-le"),
    "UTF-16-BE": '{"title": "A title", "body": "A body."}'.encode("utf-16-be"),
    "UTF-32": '{"title": "A title", "body": "A body."}'.encode("utf-32"),
    "Latin-1": '{"title": "Größe", "body": "A body."}'.encode("latin-1"),
    "an encoded surrogate": b'{"title": "\xed\xa0\x80", "body": "A body."}',
    "an overlong form": b'{"title": "\xc0\xaf", "body": "A body."}',
    "beyond Unicode": b'{"title": "\xf5\x80\x80\x80", "body": "A body."}',
    "a cut sequence": b'{"title": "\xe2\x82", "body": "A body."}',
    "a stray byte in a name": b'{"\xff": "A title", "body": "A body."}',
}
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
    "huge number": b"1e400",
    "integer of 100 digits": b"7" * 100,
    "true": b"true",
    "false": b"false",
    "null": b"null",
    "array": b'["A title"]',
    "object": b'{"a": "A title"}',
    "100 arrays": b"[" * 100 + b"]" * 100,
    "lone surrogate": b'"\\ud800"',
    "lone low surrogate": b'"\\udc00"',
    "swapped surrogates": b'"\\udc00\\ud800"',
    "surrogate amid text": b'"A \\udfff title"',
}


def post(author: Character, content: bytes) -> httpx.Response:
    return author.post("/posts", headers=JSON, content=content)


@rule("H6")
@negative
@pytest.mark.parametrize("content", NO_JSON.values(), ids=NO_JSON)
def test_what_is_no_json_is_malformed(alice: Character, content: bytes) -> None:
    assert_problem(post(alice, content), 400, "malformed-request")


@rule("H6")
@negative
@pytest.mark.parametrize("content", NO_UTF_8.values(), ids=NO_UTF_8)
def test_what_is_no_strict_utf_8_is_malformed(alice: Character, content: bytes) -> None:
    assert_problem(post(alice, content), 400, "malformed-request")


@rule("H6")
@negative
@with_body
@pytest.mark.parametrize("content", [b"", b"{", b"\xff", b'{"username": NaN}'])
def test_every_operation_refuses_a_malformed_body(
    alice: Character, published: dict[str, Any], operation: Operation, content: bytes
) -> None:
    path = operation.at(post_id=published["id"])
    answer = operation.send(alice, path, headers=JSON, content=content)
    assert_problem(answer, 400, "malformed-request")


@rule("H6", "E3")
@negative
@with_body
@pytest.mark.parametrize("content", NO_OBJECTS.values(), ids=NO_OBJECTS)
def test_a_json_text_that_is_no_object_is_of_the_wrong_type(
    alice: Character, published: dict[str, Any], operation: Operation, content: bytes
) -> None:
    path = operation.at(post_id=published["id"])
    answer = operation.send(alice, path, headers=JSON, content=content)
    assert_problem(answer, 422, "validation-failed", {"#": "type"})


@rule("H6", "E4", "S3")
@negative
@pytest.mark.parametrize("value", NO_STRINGS.values(), ids=NO_STRINGS)
def test_a_value_is_never_made_a_string(alice: Character, value: bytes) -> None:
    answer = post(alice, b'{"title": ' + value + b', "body": "A body."}')
    assert_problem(answer, 422, "validation-failed", {"#/title": "type"})


@rule("H6")
@negative
def test_a_hundred_levels_are_still_a_value(alice: Character) -> None:
    answer = post(alice, b"[" * 100 + b"]" * 100)
    assert_problem(answer, 422, "validation-failed", {"#": "type"})


@rule("H6")
def test_of_equal_names_the_last_counts(alice: Character) -> None:
    answer = post(alice, b'{"title": 1, "body": "A body.", "title": "The last"}')
    assert (answer.status_code, answer.json()["title"]) == (201, "The last")


@rule("H6")
@negative
def test_of_equal_names_the_last_is_judged(alice: Character) -> None:
    answer = post(alice, b'{"title": "A title", "body": "A body.", "title": 1}')
    assert_problem(answer, 422, "validation-failed", {"#/title": "type"})


@rule("H6", "S3")
@pytest.mark.parametrize(
    "written",
    [rb"\ud83d\udc07", rb"\u0041", rb"\/", rb"\"", rb"\\", "🐇".encode(), "\u2028".encode()],
)
def test_escapes_are_read_as_json_reads_them(alice: Character, written: bytes) -> None:
    answer = post(alice, b' {"title": "A ' + written + b'", "body": "A body."}\n')
    assert answer.json()["title"] == "A " + json.loads(b'"' + written + b'"')
