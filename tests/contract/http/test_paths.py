"""Which paths exist: the documented ones, letter by letter."""

from urllib.parse import unquote

import pytest

from tests.support.operations import OPERATIONS
from tests.support.problems import assert_problem
from tests.support.raw_fixtures import Raw
from tests.support.rules import negative, rule

KNOWN = sorted({"/api/v1" + operation.at() for operation in OPERATIONS})
SERVED = [*KNOWN, "/health/live", "/health/ready", "/openapi.json", "/docs"]
UNKNOWN = """
/ /api /api/v1 /api/v1/ /api/v2/users /v1/users /users /api/v1/user /api/v1/post /api/v1/posts.json
/api/v1/users/me/posts /api/v1/posts/1/comments /api/v1/tokens/1 /api/v1/tokens/current/x /health
/health/ /health/alive /favicon.ico /robots.txt /openapi.yaml /openapi /redoc /schema
/API/v1/posts /api/V1/posts /api/v1/Posts /api/v1/users/ME /api/v1/posts;x=1 /api/v1/posts&limit=1
/api/v1/./posts /api/v1/x/../posts /api/v1/%2e/posts /api/v1/posts%3Flimit=1 /api/v1/posts%00
/api/v1/posts%20 /api/v1/%20posts /api/v1/posts%09 /api/v1/p%C3%B6sts /api/v1/posts%FF
"""
SLASHED = """
//api/v1/posts ///api/v1/posts /api//v1/posts /api/v1//posts /api/v1/posts//1 /api/v1//users/me
//health/live /health//live //openapi.json //docs //evil.example/api/v1/posts
"""
BETWEEN = "/api/v1%2Fposts /api%2fv1/posts /api/v1/posts%2F1 /api/v1/users%2Fme"
ENCODED = """
/api/v1/posts%2F /api/v1/posts/%2F1 /api/v1%2F/posts /api%2F/v1/posts /%2Fapi/v1/posts
/api/v1/posts%0A /api/v1/posts%0a /api/v1/posts%0D /api/v1/posts%0D%0A /api/v1/users/me%0A
/api/v1/posts/1%0A /health/live%0A /openapi.json%0A /docs%0A
"""
IDS = """
0 00 01 007 -1 +1 1.0 1. 1e3 0x1 1_0 1,2 %201 1%20 1%00 %D9%A1 %EF%BC%91 %C2%B2 1000000000000000000
9223372036854775808 18446744073709551617 99999999999999999999999999 abc true null nan ME
2f1b0c3e-8f6b-4c1d-9d5e-0a1b2c3d4e5f %E2%91%A0 1%EF%BB%BF
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
@pytest.mark.parametrize("path", SLASHED.split())
def test_a_doubled_slash_makes_another_path(raw: Raw, path: str) -> None:
    assert_problem(raw.request(f"GET {path}"), 404, "not-found")


@rule("H2")
@negative
@pytest.mark.parametrize("path", ENCODED.split())
def test_an_encoded_slash_or_line_end_makes_another_path(raw: Raw, path: str) -> None:
    assert_problem(raw.request(f"GET {path}"), 404, "not-found")


@rule("H2")
@negative
@pytest.mark.parametrize("path", BETWEEN.split())
def test_an_encoded_slash_between_segments_is_unknown_or_the_slash_itself(
    raw: Raw, path: str
) -> None:
    encoded, plain = raw.request(f"GET {path}"), raw.request(f"GET {unquote(path)}")
    assert encoded.status in {404, plain.status}
    assert encoded.json().keys() in (plain.json().keys(), {"type", "title", "status", "detail"})


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
@pytest.mark.parametrize("written", IDS.split())
@pytest.mark.parametrize("collection", ["users", "posts"])
def test_an_id_is_written_in_one_way_only(raw: Raw, collection: str, written: str) -> None:
    answer = raw.request(f"GET /api/v1/{collection}/{written}")
    assert_problem(answer, 404, "not-found")


@rule("H8", "H11")
@negative
@pytest.mark.parametrize("method", ["PATCH", "DELETE", "PUT", "POST", "OPTIONS"])
@pytest.mark.parametrize("written", ["0", "01", "abc", "1000000000000000000", "me"])
def test_what_is_no_id_is_an_unknown_path_for_every_method(
    raw: Raw, method: str, written: str
) -> None:
    answer = raw.request(f"{method} /api/v1/posts/{written}")
    assert_problem(answer, 404, "not-found")


@rule("H8")
@negative
@pytest.mark.parametrize("path", ["users/999999999999999999", "posts/999999999999999999"])
def test_the_largest_id_is_an_id(raw: Raw, path: str) -> None:
    assert_problem(raw.request(f"GET /api/v1/{path}"), 404, "not-found")
    assert_problem(raw.request(f"PUT /api/v1/{path}"), 405, "method-not-allowed")
