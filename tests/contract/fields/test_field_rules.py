"""The field rules, for each field of each body: type, length, and pattern or choice."""

import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from tests.support.api_client import ApiClient, CreatePost
from tests.support.operations import BY_ID
from tests.support.problems import Codes, assert_problem
from tests.support.rules import negative, rule

pytestmark = [negative, rule("E2", "E3")]
Submit = Callable[[str, dict[str, Any]], httpx.Response]

FIELDS = {
    "registerUser": ["username", "email", "password", "bio"],
    "updateMe": ["bio", "email", "password", "current_password"],
    "createToken": ["username", "password"],
    "createPost": ["title", "body", "status"],
    "updatePost": ["title", "body", "status"],
}
REQUIRED = {
    "registerUser": {"username": "carol", "email": "carol@example.com", "password": 12 * "p"},
    "createToken": {"username": "carol", "password": 12 * "p"},
    "createPost": {"title": "Title", "body": "Body"},
}
ONE_LINE = {
    "registerUser": ["password"],
    "updateMe": ["password", "current_password"],
    "createToken": ["username", "password"],
    "createPost": ["title"],
    "updatePost": ["title"],
}
TEXT = {"registerUser": "bio", "updateMe": "bio", "createPost": "body", "updatePost": "body"}
WRONG_TYPES = {
    "null": None,
    "integer": 123456789012,
    "fraction": 1.5,
    "huge number": 1e308,
    "true": True,
    "false": False,
    "list": ["published", "published", "published"],
    "empty list": [],
    "object": {"alice@example.com": "published"},
}
SURROGATES = {
    "lone high surrogate": "alice@example.com\ud800",
    "lone low surrogate": "\udc00 published",
    "swapped surrogates": "published \udc00\ud800",
}
CONTROLS = "\x00\x08\x0b\x0c\x0e\x1f\x7f\x80\x85\x9f"
BLANKS = " \u00a0\u1680\u2000\u200a\u2028\u2029\u202f\u205f\u3000"

BUNNY = "\U0001f407"
LENGTHS: list[tuple[str, str, dict[str, str]]] = [
    ("registerUser", "minLength", {"username": "al", "password": 11 * "p"}),
    ("registerUser", "minLength", {"password": 11 * BUNNY}),
    ("registerUser", "maxLength", {"username": 31 * "a", "bio": 501 * "b"}),
    ("registerUser", "maxLength", {"password": 129 * "p", "bio": 501 * BUNNY}),
    ("updateMe", "minLength", {"password": 11 * "p", "current_password": ""}),
    ("updateMe", "minLength", {"password": 11 * BUNNY}),
    ("updateMe", "maxLength", {"bio": 501 * "b", "password": 129 * "p"}),
    ("updateMe", "maxLength", {"bio": 501 * BUNNY, "current_password": 129 * "p"}),
    ("createToken", "minLength", {"username": "", "password": ""}),
    ("createToken", "maxLength", {"username": 255 * "a", "password": 129 * "p"}),
    ("createToken", "maxLength", {"password": 129 * BUNNY}),
    ("createPost", "maxLength", {"title": 201 * "t", "body": 50_001 * "b"}),
    ("createPost", "maxLength", {"title": 201 * BUNNY, "body": 50_001 * BUNNY}),
    ("updatePost", "maxLength", {"title": 201 * "t", "body": 50_001 * "b"}),
]
TWO_FAULTS: list[tuple[str, dict[str, str]]] = [
    ("registerUser", {"username": "", "password": ""}),
    ("registerUser", {"username": 2 * BUNNY, "password": 11 * "\x00", "bio": 501 * "\x00"}),
    ("registerUser", {"username": 31 * "A", "password": 128 * " " + "\n"}),
    ("createToken", {"username": 255 * "\n", "password": 129 * "\n"}),
    ("createPost", {"title": "", "body": ""}),
    ("createPost", {"title": 201 * " ", "body": 50_001 * "\n"}),
    ("updatePost", {"title": "", "body": ""}),
]
EITHER = {"minLength", "maxLength", "pattern"}


@pytest.fixture
def submit(alice: ApiClient, create_post: CreatePost) -> Submit:
    """Send fields to an operation, beside valid values for the others it must have."""

    def send(operation: str, fields: dict[str, Any]) -> httpx.Response:
        path = BY_ID[operation].path
        if operation == "updatePost":
            path = path.format(post_id=create_post(alice).json()["id"])
        body = json.dumps(REQUIRED.get(operation, {}) | fields)
        declared = {"Content-Type": "application/json"}
        return alice.request(BY_ID[operation].method, path, content=body, headers=declared)

    return send


@rule("E4")
@pytest.mark.parametrize("value", WRONG_TYPES.values(), ids=WRONG_TYPES)
@pytest.mark.parametrize("operation", FIELDS)
def test_a_value_of_another_type_is_rejected_in_every_field(
    submit: Submit, operation: str, value: object
) -> None:
    response = submit(operation, dict.fromkeys(FIELDS[operation], value))
    errors: dict[str, Codes] = {f"#/{field}": "type" for field in FIELDS[operation]}
    if "#/status" in errors:
        errors["#/status"] = {"type", "enum"}  # it is neither a string nor one of the two
    assert_problem(response, 422, "validation-failed", errors)


@rule("S3")
@pytest.mark.parametrize("value", SURROGATES.values(), ids=SURROGATES)
@pytest.mark.parametrize("operation", FIELDS)
def test_a_lone_surrogate_is_malformed_or_not_valid_in_every_field(
    submit: Submit, operation: str, value: str
) -> None:
    for field in FIELDS[operation]:
        assert submit(operation, {field: value}).status_code in {400, 422}


@rule("S3", "F1", "F3", "F4", "F5", "F6", "F8")
@pytest.mark.parametrize(("operation", "code", "fields"), LENGTHS)
def test_a_length_is_counted_in_code_points(
    submit: Submit, operation: str, code: str, fields: dict[str, str]
) -> None:
    errors = dict.fromkeys([f"#/{field}" for field in fields], code)
    assert_problem(submit(operation, fields), 422, "validation-failed", errors)


@rule("E2")
@pytest.mark.parametrize(("operation", "fields"), TWO_FAULTS)
def test_of_two_faults_one_is_named(submit: Submit, operation: str, fields: dict[str, str]) -> None:
    errors = dict.fromkeys([f"#/{field}" for field in fields], EITHER)
    assert_problem(submit(operation, fields), 422, "validation-failed", errors)


@rule("F3", "F5", "F8")
@pytest.mark.parametrize("control", CONTROLS + "\t\n\r", ids=ascii)
@pytest.mark.parametrize("operation", ONE_LINE)
def test_one_line_has_no_control_character(submit: Submit, operation: str, control: str) -> None:
    response = submit(operation, dict.fromkeys(ONE_LINE[operation], "one line of text" + control))
    errors = {f"#/{field}": "pattern" for field in ONE_LINE[operation]}
    assert_problem(response, 422, "validation-failed", errors)


@rule("F4", "F6")
@pytest.mark.parametrize("control", CONTROLS, ids=ascii)
@pytest.mark.parametrize(("operation", "field"), TEXT.items())
def test_text_has_no_control_character_but_tabs_and_line_ends(
    submit: Submit, operation: str, field: str, control: str
) -> None:
    response = submit(operation, {field: f"some\t{control}\r\ntext"})
    assert_problem(response, 422, "validation-failed", {f"#/{field}": "pattern"})


@rule("F5", "F6")
@pytest.mark.parametrize("blank", BLANKS, ids=ascii)
@pytest.mark.parametrize("operation", ["createPost", "updatePost"])
def test_a_title_and_a_body_are_more_than_white_space(
    submit: Submit, operation: str, blank: str
) -> None:
    response = submit(operation, {"title": blank, "body": blank + "\t\r\n"})
    errors = {"#/title": "pattern", "#/body": "pattern"}
    assert_problem(response, 422, "validation-failed", errors)


@rule("F7")
@pytest.mark.parametrize("status", ["", "Draft", "PUBLISHED", "draft ", "draft\n", "deleted"])
@pytest.mark.parametrize("operation", ["createPost", "updatePost"])
def test_a_status_is_one_of_two_words(submit: Submit, operation: str, status: str) -> None:
    response = submit(operation, {"status": status})
    assert_problem(response, 422, "validation-failed", {"#/status": "enum"})


@pytest.mark.parametrize("operation", REQUIRED)
def test_every_missing_member_is_named(alice: ApiClient, operation: str) -> None:
    response = BY_ID[operation].send(alice, json={})
    errors = {f"#/{field}": "required" for field in REQUIRED[operation]}
    assert_problem(response, 422, "validation-failed", errors)
