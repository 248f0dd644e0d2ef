"""Headers of every response, and of every request that does not matter."""

import re
from typing import Any

import pytest

from tests.support.api_client import ApiClient, MakeUser
from tests.support.error_cases import ErrorCase, SendErrorCase, every_error, every_problem
from tests.support.openapi_checks import REFERRER_POLICIES
from tests.support.raw_fixtures import Raw
from tests.support.rules import negative, rule

FITTING = ["a", "0", "7d7e9cb2-b2c9", "A.b_c-9", "---", "x" * 128, "..", "Trace.1_2-3"]
UNFITTING = {
    "empty": [""],
    "129 characters": ["x" * 129],
    "8000 characters": ["x" * 8000],
    "a space": ["a b"],
    "a comma": ["a,b"],
    "a slash": ["a/b"],
    "a colon": ["a:b"],
    "a quote": ['"a"'],
    "a tab": ["a\tb"],
    "not ASCII": ["\u00e4"],
}
MET = [
    "*/*",
    "application/*",
    "application/json",
    "text/html, */*;q=0.1",
    "text/html,application/json",
]
NOT_MET = [
    *("text/html", "application/xml", "image/*", "application/json;q=0", "", "nonsense", "*/*;q=0"),
    *("text/html,application/xhtml+xml", "application/problem+xml", "application/json;version=2"),
]
ANSWERED = ["/users?limit=1", "/users/me", "/posts?limit=1", "/posts/{post}"]


@rule("H10")
@pytest.mark.parametrize("request_id", FITTING)
def test_a_fitting_request_id_comes_back(anonymous: ApiClient, request_id: str) -> None:
    response = anonymous.get("/users?limit=1", headers={"X-Request-ID": request_id})
    assert response.headers["x-request-id"] == request_id


@rule("H10")
@pytest.mark.parametrize("values", UNFITTING.values(), ids=UNFITTING)
def test_an_unfitting_request_id_is_replaced(raw: Raw, values: list[str]) -> None:
    lines = [f"X-Request-ID: {value}" for value in values]
    (request_id,) = raw.request("GET /api/v1/users?limit=1", *lines).headers.get_list(
        "x-request-id"
    )
    assert request_id not in values
    assert request_id


@rule("H10")
def test_a_request_id_that_is_sent_twice_comes_back_as_one(raw: Raw) -> None:
    response = raw.request("GET /api/v1/users?limit=1", "X-Request-ID: a", "X-Request-ID: b")
    (request_id,) = response.headers.get_list("x-request-id")
    assert re.fullmatch("[A-Za-z0-9._-]{1,128}", request_id)


@rule("H10")
def test_request_ids_differ(anonymous: ApiClient) -> None:
    responses = [anonymous.get("/users?limit=1") for _ in range(5)]
    assert len({response.headers["x-request-id"] for response in responses}) == 5


@rule("H10")
@negative
@every_error
def test_an_error_response_carries_the_request_id(
    send_error_case: SendErrorCase, error_case: ErrorCase
) -> None:
    response = send_error_case(error_case, X_Request_ID=f"my-{error_case.slug}")
    assert response.status_code == error_case.status
    assert response.headers["x-request-id"] == f"my-{error_case.slug}"


@rule("H10")
@negative
@every_error
def test_an_error_response_carries_the_security_headers(
    send_error_case: SendErrorCase, error_case: ErrorCase
) -> None:
    response = send_error_case(error_case)
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["referrer-policy"] in REFERRER_POLICIES
    assert response.headers.get("server", "").isalpha() or "server" not in response.headers


@rule("H10")
@pytest.mark.parametrize("path", ANSWERED)
def test_a_success_carries_the_security_headers(
    alice: ApiClient, published: dict[str, Any], path: str
) -> None:
    response = alice.get(path.format(post=published["id"]))
    assert response.status_code == 200
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["referrer-policy"] in REFERRER_POLICIES


@rule("H10")
@pytest.mark.parametrize("path", ["/tokens/current", "/users/me"])
def test_no_content_has_the_headers_and_no_body(make_user: MakeUser, path: str) -> None:
    response = make_user().delete(path)
    assert (response.status_code, response.content) == (204, b"")
    assert response.headers["x-content-type-options"] == "nosniff"


@rule("H10")
def test_not_modified_has_the_headers_and_no_body(
    alice: ApiClient, published: dict[str, Any]
) -> None:
    headers = {"If-None-Match": published["etag"]}
    response = alice.get(f"/posts/{published['id']}", headers=headers)
    assert (response.status_code, response.content) == (304, b"")
    assert response.headers["x-content-type-options"] == "nosniff"


@rule("H1")
@pytest.mark.parametrize("accept", MET)
def test_who_accepts_json_gets_json(anonymous: ApiClient, accept: str) -> None:
    response = anonymous.get("/users?limit=1", headers={"Accept": accept})
    assert response.status_code == 200
    assert response.headers["content-type"] == "application/json"


@rule("H1")
@pytest.mark.parametrize("accept", NOT_MET)
def test_an_accept_that_cannot_be_met_is_ignored_or_a_problem(
    anonymous: ApiClient, accept: str
) -> None:
    response = anonymous.get("/users?limit=1", headers={"Accept": accept})
    assert (response.status_code, response.headers["content-type"]) in {
        (200, "application/json"),
        (406, "application/problem+json"),
    }


@rule("H1")
@negative
@pytest.mark.parametrize("accept", ["text/html", "application/xml", "application/json", "*/*;q=0"])
@every_problem
def test_an_error_is_a_problem_whatever_is_accepted(
    send_error_case: SendErrorCase, error_case: ErrorCase, accept: str
) -> None:
    response = send_error_case(error_case, Accept=accept)
    ignored_or_not = (
        {error_case.status} if accept == "application/json" else {error_case.status, 406}
    )
    assert response.status_code in ignored_or_not
    assert response.headers["content-type"] == "application/problem+json"


@rule("H1", "S3")
def test_text_is_sent_in_utf_8(alice: ApiClient) -> None:
    text = "Grüße, 兎 🐇 \u2028 \ufeff"
    response = alice.post("/posts", json={"title": "兎", "body": text})
    assert response.json()["body"] == text
    assert "charset" not in response.headers["content-type"]
