"""The form of every error, and what no error may tell."""

import re
from typing import Any
from urllib.parse import unquote

import httpx
import pytest

from tests.support.api_client import ApiClient
from tests.support.error_cases import ErrorCase, SendErrorCase, every_error, every_problem
from tests.support.problems import PROBLEM_TYPE, Codes, assert_problem
from tests.support.rules import negative, rule

pytestmark = negative

LEAKS = re.compile(
    r"traceback|file \"|line \d+, in|\.py\b|site-packages|sqlite|psycopg|sqlalchemy|django"
    r"|werkzeug|marshmallow|pydantic|starlette|select .* from|insert into|/(?:app|home|root)/",
    re.IGNORECASE,
)
FRAGMENT = r"#([A-Za-z0-9\-._~!$&'()*+,;=:@/?]|%[0-9A-Fa-f]{2})*"  # RFC 3986, 3.5
SECRET = "hunter2-hunter2-hunter2"
NAMES = {
    "a/b": "#/a~1b",
    "a~b": "#/a~0b",
    "~1": "#/~01",
    "a b": "#/a%20b",
    "a%b": "#/a%25b",
    "a#b": "#/a%23b",
    'a"b': "#/a%22b",
    "a^b": "#/a%5Eb",
    "!$&'()*+,;=:@?": "#/!$&'()*+,;=:@?",
    "é": "#/%C3%A9",
    "兎🐇": "#/%E5%85%8E%F0%9F%90%87",
    "": "#/",
    "__proto__": "#/__proto__",
    "a\u0000b": "#/a%00b",
    "a\nb": "#/a%0Ab",
    "Title": "#/Title",
    "title ": "#/title%20",
    "id": "#/id",
    "author_id": "#/author_id",
    "version": "#/version",
    "x" * 100: "#/" + "x" * 100,
}


def post(author: ApiClient, **members: Any) -> httpx.Response:
    return author.post("/posts", json={"title": "A title", "body": "A body.", **members})


@rule("E1")
@every_problem
def test_an_error_response_is_a_problem_of_its_type(
    send_error_case: SendErrorCase, error_case: ErrorCase
) -> None:
    response = send_error_case(error_case)
    title = error_case.slug.replace("-", " ").capitalize()
    expected = {"type": PROBLEM_TYPE + error_case.slug, "title": title, "status": error_case.status}
    assert response.status_code == error_case.status
    assert {name: response.json().get(name) for name in expected} == expected


@rule("E1", "E3")
@every_problem
def test_only_409_and_422_list_errors(
    send_error_case: SendErrorCase, error_case: ErrorCase
) -> None:
    problem = send_error_case(error_case).json()
    assert ("errors" in problem) == (error_case.status in {409, 422})


@rule("E1")
@every_problem
def test_an_error_response_is_explained_in_words(
    send_error_case: SendErrorCase, error_case: ErrorCase
) -> None:
    problem = send_error_case(error_case).json()
    texts = [problem["detail"], *(error["detail"] for error in problem.get("errors", []))]
    assert all(re.search(r"[a-z]{2,} .*[a-z]{2,}", text) for text in texts)


@rule("E5")
@every_error
def test_an_error_response_does_not_tell_how_the_server_is_made(
    send_error_case: SendErrorCase, error_case: ErrorCase
) -> None:
    response = send_error_case(error_case)
    assert response.status_code == error_case.status
    assert not LEAKS.search(response.text)


@rule("E5")
@pytest.mark.parametrize(
    "value", ["' OR 1=1 --", "\x00", "${jndi:ldap://x}", "{{7*7}}", "../../etc/passwd", "%s%n"]
)
def test_hostile_text_is_only_text(anonymous: ApiClient, value: str) -> None:
    response = anonymous.post("/tokens", json={"username": value, "password": value})
    assert response.status_code in {401, 422}
    assert not LEAKS.search(response.text)
    assert value not in response.text


@rule("E5", "F3")
@pytest.mark.parametrize(
    "body",
    [
        {"username": "x", "email": "x", "password": SECRET},
        {"username": "valid_name", "email": "a@b.co", "password": SECRET, "pass": SECRET},
        {"username": "valid_name", "email": "a@b.co", "password": [SECRET]},
        {"username": "valid_name", "email": "a@b.co", "password": SECRET * 50},
        {"username": "valid_name", "email": "a@b.co", "password": SECRET + "\n"},
        {"username": SECRET + "!", "email": SECRET, "password": SECRET, "bio": {"x": SECRET}},
    ],
)
def test_no_error_repeats_what_was_sent(anonymous: ApiClient, body: dict[str, Any]) -> None:
    response = anonymous.post("/users", json=body)
    assert response.status_code == 422
    assert SECRET not in response.text


@rule("E3", "E4")
@pytest.mark.parametrize(("name", "pointer"), NAMES.items(), ids=lambda text: text[:20] or "empty")
def test_an_unknown_member_is_pointed_at(alice: ApiClient, name: str, pointer: str) -> None:
    response = post(alice, **{name: 1})
    assert response.status_code == 422
    [error] = response.json()["errors"]
    assert (unquote(error["pointer"]), error["code"]) == (unquote(pointer), "additionalProperties")
    assert re.fullmatch(FRAGMENT, error["pointer"])


@rule("E2", "E4")
@pytest.mark.parametrize("count", [51, 1000])
def test_each_of_many_unknown_members_is_named_once(alice: ApiClient, count: int) -> None:
    response = post(alice, **{f"x{number}": number for number in range(count)})
    expected = {f"#/x{number}": "additionalProperties" for number in range(count)}
    assert_problem(response, 422, "validation-failed", expected)


@rule("E2", "E3")
def test_every_wrong_field_is_named_once(alice: ApiClient) -> None:
    response = alice.post("/posts", json={"title": "\x00" * 201, "status": "x", "foo": None})
    wrong = {"#/body": "required", "#/status": "enum", "#/foo": "additionalProperties"}
    two_faults = {"#/title": {"maxLength", "pattern"}}
    assert_problem(response, 422, "validation-failed", {**two_faults, **wrong})


@rule("E2", "E3")
def test_every_wrong_field_of_a_registration_is_named(anonymous: ApiClient) -> None:
    response = anonymous.post("/users", json={"username": "A", "email": 7, "bio": "\x00", "id": 1})
    wrong = {"#/email": "type", "#/password": "required", "#/bio": "pattern"}
    others: dict[str, Codes] = {
        "#/username": {"minLength", "pattern"},
        "#/id": "additionalProperties",
    }
    assert_problem(response, 422, "validation-failed", {**wrong, **others})


@rule("E3", "E4")
def test_a_name_with_a_lone_surrogate_is_no_crash(alice: ApiClient) -> None:
    content = b'{"title": "A title", "body": "A body.", "\\ud800": 1}'
    response = alice.post("/posts", content=content, headers={"Content-Type": "application/json"})
    assert response.status_code in {400, 422}
