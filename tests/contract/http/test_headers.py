"""Headers of every answer, and of every request that does not matter."""

from typing import Any

import pytest

from tests.support.api_client import Character, Newcomer
from tests.support.error_cases import Refusal, Refuse, every_refusal
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
    "sent twice": ["a", "b"],
    "sent twice alike": ["a", "a"],
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
def test_a_fitting_request_id_comes_back(anonymous: Character, request_id: str) -> None:
    answer = anonymous.get("/users?limit=1", headers={"X-Request-ID": request_id})
    assert answer.headers["x-request-id"] == request_id


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
def test_request_ids_differ(anonymous: Character) -> None:
    answers = [anonymous.get("/users?limit=1") for _ in range(5)]
    assert len({answer.headers["x-request-id"] for answer in answers}) == 5


@rule("H10")
@negative
@every_refusal
def test_a_refusal_carries_the_request_id(refuse: Refuse, refusal: Refusal) -> None:
    answer = refuse(refusal, X_Request_ID=f"my-{refusal.slug}")
    assert answer.status_code == refusal.status
    assert answer.headers["x-request-id"] == f"my-{refusal.slug}"


@rule("H10")
@negative
@every_refusal
def test_a_refusal_carries_the_security_headers(refuse: Refuse, refusal: Refusal) -> None:
    answer = refuse(refusal)
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] in REFERRER_POLICIES
    assert answer.headers.get("server", "").isalpha() or "server" not in answer.headers


@rule("H10")
@pytest.mark.parametrize("path", ANSWERED)
def test_a_success_carries_the_security_headers(
    alice: Character, published: dict[str, Any], path: str
) -> None:
    answer = alice.get(path.format(post=published["id"]))
    assert answer.status_code == 200
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] in REFERRER_POLICIES


@rule("H10")
@pytest.mark.parametrize("path", ["/tokens/current", "/users/me"])
def test_no_content_has_the_headers_and_no_body(newcomer: Newcomer, path: str) -> None:
    answer = newcomer().delete(path)
    assert (answer.status_code, answer.content) == (204, b"")
    assert answer.headers["x-content-type-options"] == "nosniff"


@rule("H10")
def test_not_modified_has_the_headers_and_no_body(
    alice: Character, published: dict[str, Any]
) -> None:
    headers = {"If-None-Match": published["etag"]}
    answer = alice.get(f"/posts/{published['id']}", headers=headers)
    assert (answer.status_code, answer.content) == (304, b"")
    assert answer.headers["x-content-type-options"] == "nosniff"


@rule("H1")
@pytest.mark.parametrize("accept", MET)
def test_who_accepts_json_gets_json(anonymous: Character, accept: str) -> None:
    answer = anonymous.get("/users?limit=1", headers={"Accept": accept})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"


@rule("H1")
@pytest.mark.parametrize("accept", NOT_MET)
def test_an_accept_that_cannot_be_met_is_ignored_or_a_problem(
    anonymous: Character, accept: str
) -> None:
    answer = anonymous.get("/users?limit=1", headers={"Accept": accept})
    assert (answer.status_code, answer.headers["content-type"]) in {
        (200, "application/json"),
        (406, "application/problem+json"),
    }


@rule("H1")
@negative
@pytest.mark.parametrize("accept", ["text/html", "application/xml", "application/json", "*/*;q=0"])
@every_refusal
def test_an_error_is_a_problem_whatever_is_accepted(
    refuse: Refuse, refusal: Refusal, accept: str
) -> None:
    answer = refuse(refusal, Accept=accept)
    ignored_or_not = {refusal.status} if accept == "application/json" else {refusal.status, 406}
    assert answer.status_code in ignored_or_not
    assert answer.headers["content-type"] == "application/problem+json"


@rule("H1", "S3")
def test_text_is_answered_in_utf_8(alice: Character) -> None:
    text = "Grüße, 兎 🐇 \u2028 \ufeff"
    answer = alice.post("/posts", json={"title": "兎", "body": text})
    assert answer.json()["body"] == text
    assert "charset" not in answer.headers["content-type"]
