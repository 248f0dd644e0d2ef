"""Which paths exist: the documented ones, letter by letter."""

from typing import Any
from urllib.parse import quote, urlsplit

import pytest

from tests.support.api_client import ApiClient
from tests.support.extra_operations import Extra
from tests.support.openapi_checks import has_common_headers
from tests.support.operations import OPERATIONS
from tests.support.problems import assert_problem
from tests.support.raw_fixtures import Raw
from tests.support.rules import negative, rule

KNOWN = sorted({"/api/v1" + operation.at() for operation in OPERATIONS})
SERVED = [*KNOWN, "/health/live", "/health/ready", "/openapi.json", "/docs"]
UNKNOWN = """
/api /api/v1 /api/v1/ /api/v2/users /v1/users /users /api/v1/user /api/v1/post /api/v1/posts.json
/api/v1/users/me/posts /api/v1/posts/1/comments /api/v1/tokens/1 /api/v1/tokens/current/x /health
/health/ /health/alive
/API/v1/posts /api/V1/posts /api/v1/Posts /api/v1/users/ME /api/v1/posts;x=1 /api/v1/posts&limit=1
/api/v1/./posts /api/v1/x/../posts /api/v1/%2e/posts /api/v1/posts%3Flimit=1 /api/v1/posts%00
/api/v1/posts%20 /api/v1/%20posts /api/v1/posts%09 /api/v1/p%C3%B6sts /api/v1/posts%FF
"""
SLASHED = """
//api/v1/posts ///api/v1/posts /api//v1/posts /api/v1//posts /api/v1/posts//1 /api/v1//users/me
//health/live /health//live //openapi.json //docs //evil.example/api/v1/posts
"""
ENCODED = """
/api/v1%2Fposts /api%2fv1/posts /api/v1/posts%2F1 /api/v1/users%2Fme /api/v1/posts%2F
/api/v1/posts/%2F1 /api/v1%2F/posts /api%2F/v1/posts /%2Fapi/v1/posts /api/v1/posts%0A
/api/v1/posts%0D /api/v1/posts%0D%0A /api/v1/users/me%0A /api/v1/posts/1%0A /health/live%0A
"""
NO_IDS = """
0 00 -1 -0 1. 1e3 0x1 1,2 1%00 %C2%B2 abc true null nan ME 2f1b0c3e-8f6b-4c1d-9d5e-0a1b2c3d4e5f
%E2%91%A0 1%EF%BB%BF 1%2E5 ' %22 *
"""
SPELLINGS = ["0{}", "-{}", "+{}", "{}.0", "{}_0", "%20{}", "{}%20", "{}%09"]
ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
BEYOND = f"""
9007199254740992 9999999999999999 1000000000000000000 9223372036854775807 9223372036854775808
18446744073709551617 99999999999999999999999999 {5000 * "9"}
"""
METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]


@rule("H2")
@negative
@pytest.mark.parametrize("path", UNKNOWN.split())
def test_an_unknown_path_is_not_found(raw: Raw, path: str) -> None:
    assert_problem(raw.request(f"GET {path}"), 404, "not-found")


@rule("H2")
@negative
@pytest.mark.parametrize("path", SERVED)
def test_a_trailing_slash_makes_another_path(raw: Raw, path: str) -> None:
    assert_problem(raw.request(f"GET {path}/"), 404, "not-found")


@rule("H2")
@negative
@pytest.mark.parametrize("path", [*SLASHED.split(), *ENCODED.split()])
def test_odd_slashes_and_line_ends_lead_nowhere_else(raw: Raw, path: str) -> None:
    response = raw.request(f"GET {path}", check=has_common_headers)
    assert response.status in {200, 301, 308, 400, 401, 404, 422}
    host = urlsplit(response.headers.get("location", "")).hostname
    assert host in {None, "127.0.0.1", "localhost"}


@rule("H2")
@pytest.mark.parametrize(
    "path", ["/api/v1/%70osts", "/%61pi/v1/posts", "/api/v%31/posts", "/api/v1/post%73?limit=1"]
)
def test_other_percent_encodings_are_decoded_first(raw: Raw, path: str) -> None:
    assert set(raw.request(f"GET {path}").json()) == {"items", "next_cursor"}


@rule("H2", "H8")
@negative
@pytest.mark.parametrize("path", ["/api/v1/users/%6De", "/api/v1/%75sers/m%65"])
def test_the_decoded_path_names_the_operation(raw: Raw, path: str) -> None:
    assert_problem(raw.request(f"GET {path}"), 401, "unauthenticated")


@rule("H2")
@negative
@pytest.mark.parametrize("method", [method for method in METHODS if method != "HEAD"])
def test_an_unknown_path_is_not_found_by_any_method(raw: Raw, method: str) -> None:
    assert_problem(raw.request(f"{method} /api/v1/nothing"), 404, "not-found")


@rule("H8")
@negative
@pytest.mark.parametrize("written", NO_IDS.split())
@pytest.mark.parametrize("collection", ["users", "posts"])
def test_what_is_no_positive_integer_is_not_found(raw: Raw, collection: str, written: str) -> None:
    response = raw.request(f"GET /api/v1/{collection}/{written}")
    assert_problem(response, 404, "not-found")


@rule("H8")
@negative
@pytest.mark.parametrize("written", BEYOND.split(), ids=lambda text: text[:30])
@pytest.mark.parametrize("collection", ["users", "posts"])
def test_a_higher_id_is_not_found_or_not_valid(raw: Raw, collection: str, written: str) -> None:
    response = raw.request(f"GET /api/v1/{collection}/{written}")
    assert response.status in {404, 422}


@rule("H8")
@negative
@pytest.mark.parametrize("method", ["PATCH", "DELETE"])
@pytest.mark.parametrize("written", BEYOND.split(), ids=lambda text: text[:30])
def test_a_higher_id_is_not_found_by_any_method(
    alice: ApiClient, method: str, written: str
) -> None:
    response = alice.request(method, f"/posts/{written}", json={"title": "A title"})
    assert response.status_code in {404, 422}


@rule("H8")
@negative
@pytest.mark.parametrize("spelling", SPELLINGS)
def test_an_id_has_one_spelling(raw: Raw, published: dict[str, Any], spelling: str) -> None:
    response = raw.request(f"GET /api/v1/posts/{spelling.format(published['id'])}")
    assert_problem(response, 404, "not-found")


@rule("H8")
@negative
def test_an_id_has_ascii_digits(raw: Raw, published: dict[str, Any]) -> None:
    digits = quote(str(published["id"]).translate(ARABIC_DIGITS))
    assert_problem(raw.request(f"GET /api/v1/posts/{digits}"), 404, "not-found")


@rule("H8", "H11")
@negative
@pytest.mark.parametrize("method", ["PATCH", "DELETE"])
@pytest.mark.parametrize("written", ["0", "-1", "abc", "me", "1e3"])
def test_what_is_no_id_is_not_found_for_every_method(
    alice: ApiClient, method: str, written: str
) -> None:
    response = alice.request(method, f"/posts/{written}", json={"title": 1})
    assert_problem(response, 404, "not-found")


@rule("H8", "H3")
@negative
@pytest.mark.parametrize("path", ["/users/9007199254740991", "/posts/9007199254740991"])
def test_the_highest_id_is_an_id(alice: ApiClient, extra_operations: Extra, path: str) -> None:
    assert_problem(alice.get(path), 404, "not-found")
    if not extra_operations:
        assert_problem(alice.put(path), 405, "method-not-allowed")
