"""How a body must be declared."""

from typing import Any

import pytest

from tests.support.api_client import ApiClient
from tests.support.operations import Operation, with_body
from tests.support.problems import assert_problem
from tests.support.rules import negative, rule

JSON_TYPE = "application/json"
JSON = {"Content-Type": JSON_TYPE}
POST = b'{"title": "A title", "body": "A body."}'
OTHER_TYPES = """
text/plain text/json application/x-www-form-urlencoded multipart/form-data;boundary=x
application/jsonx application/vnd.api+json application/merge-patch+json application/problem+json
application json */* application/* */json
"""
SAME_TYPES = [
    "application/json; charset=utf-8",
    'application/json; profile="x"',
    "APPLICATION/JSON",
    "Application/Json ; a=b",
]


@rule("H5")
@negative
@with_body
@pytest.mark.parametrize("media_type", OTHER_TYPES.split())
def test_a_body_of_another_type_is_rejected(
    alice: ApiClient, published: dict[str, Any], operation: Operation, media_type: str
) -> None:
    path = operation.at(post_id=published["id"])
    response = operation.send(alice, path, headers={"Content-Type": media_type}, content=b"{}")
    assert_problem(response, 415, "unsupported-media-type")


@rule("H5")
@negative
@with_body
def test_a_body_without_a_type_is_rejected(
    alice: ApiClient, published: dict[str, Any], operation: Operation
) -> None:
    response = operation.send(alice, operation.at(post_id=published["id"]), content=b"{}")
    assert_problem(response, 415, "unsupported-media-type")


@rule("H5", "H6")
@negative
@with_body
def test_no_body_and_no_type_is_rejected_for_either(
    alice: ApiClient, published: dict[str, Any], operation: Operation
) -> None:
    response = operation.send(alice, operation.at(post_id=published["id"]), content=b"")
    assert response.status_code in {400, 415, 422}


@rule("H5")
@pytest.mark.parametrize("media_type", SAME_TYPES)
def test_parameters_and_case_of_the_type_do_not_matter(alice: ApiClient, media_type: str) -> None:
    content = '{"title": "Größe 🐇", "body": "A body."}'.encode()
    response = alice.post("/posts", headers={"Content-Type": media_type}, content=content)
    assert response.json()["title"] == "Größe 🐇"


@rule("H5")
@pytest.mark.parametrize("charset", ["latin-1", "utf-16", "rot13", "nonsense", "", '"', "x" * 5000])
def test_an_odd_charset_is_ignored_or_rejected(alice: ApiClient, charset: str) -> None:
    headers = {"Content-Type": f"application/json;charset={charset}"}
    content = '{"title": "Größe 🐇", "body": "A body."}'.encode()
    response = alice.post("/posts?limit=ö", headers=headers, content=content)
    assert response.status_code in {400, 415} or response.json()["title"] == "Größe 🐇"


@rule("H5")
@with_body
@pytest.mark.parametrize("types", [("text/plain", JSON_TYPE), (JSON_TYPE, "text/plain")], ids=str)
def test_two_types_of_one_body_are_no_crash(
    alice: ApiClient, published: dict[str, Any], operation: Operation, types: tuple[str, str]
) -> None:
    path = operation.at(post_id=published["id"])
    headers = [("Content-Type", media_type) for media_type in types]
    assert operation.send(alice, path, headers=headers, content=b"{").status_code in {400, 415}


@rule("H5")
@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "identity", "x"])
def test_a_content_coding_is_ignored_or_rejected(alice: ApiClient, coding: str) -> None:
    response = alice.post("/posts", headers=JSON | {"Content-Encoding": coding}, content=POST)
    assert response.status_code in {201, 400, 415}
    assert response.json()["title"] in {"A title", "Malformed request", "Unsupported media type"}
