"""Cursors: exactly the unpadded base64url of an id, and nothing else."""

import pytest

from tests.support.api_client import Character
from tests.support.cursors import cursor
from tests.support.problems import assert_problem
from tests.support.rules import negative, rule

BOTH_LISTS = pytest.mark.parametrize("path", ["/users", "/posts"])

NO_CURSORS = {
    "empty": "",
    "padded": "MTI=",
    "padded twice": "MQ==",
    "bits left over": "MR",
    "bits left over in a longer one": "MTJ",
    "a lone character": "M",
    "another alphabet": "MT+/",
    "space": "MTIz MTIz",
    "leading space": " MTIz",
    "line feed at the end": "MTIz\n",
    "NUL at the end": "MTIz\x00",
    "encoded twice": "TVRJeg",
    "a plain id": "12",
    "words": "null",
    "Unicode": "M\u0422I",
    "dots": "MTIz.MTIz",
    "thousands of characters": 1000 * "MTIz",
}

NO_IDS = {
    "zero": "0",
    "negative": "-1",
    "plus sign": "+1",
    "leading zero": "01",
    "leading space": " 1",
    "line feed": "1\n",
    "NUL": "1\x00",
    "19 digits": "1000000000000000000",
    "64 bits": "18446744073709551616",
    "a fraction": "1.0",
    "an exponent": "1e3",
    "hexadecimal": "0x1",
    "an underscore": "1_0",
    "letters": "me",
    "two ids": "1,2",
    "Arabic digit": "\u0661",
    "full-width digit": "\uff11",
    "superscript": "\u00b2",
    "JSON": '{"id":1}',
}


@rule("L3")
@BOTH_LISTS
@pytest.mark.parametrize("last_id", [1, 999_999_999_999_999_999])
def test_any_id_makes_a_cursor(anonymous: Character, path: str, last_id: int) -> None:
    params = {"sort": "newest", "limit": 1, "cursor": cursor(last_id)}
    answer = anonymous.get(path, params=params)
    assert answer.status_code == 200
    assert all(item["id"] < last_id for item in answer.json()["items"])


@negative
@rule("L3", "E3")
@BOTH_LISTS
@pytest.mark.parametrize("malformed", NO_CURSORS.values(), ids=NO_CURSORS)
def test_what_is_no_base64url_is_no_cursor(anonymous: Character, path: str, malformed: str) -> None:
    answer = anonymous.get(path, params={"cursor": malformed})
    assert_problem(answer, 422, "validation-failed", {"cursor": "cursor"})


@negative
@rule("L3", "E3")
@BOTH_LISTS
@pytest.mark.parametrize("encoded", NO_IDS.values(), ids=NO_IDS)
def test_what_encodes_no_id_is_no_cursor(anonymous: Character, path: str, encoded: str) -> None:
    answer = anonymous.get(path, params={"cursor": cursor(encoded)})
    assert_problem(answer, 422, "validation-failed", {"cursor": "cursor"})


@negative
@rule("L3", "E2", "P3")
def test_a_bad_cursor_is_named_beside_other_faults(anonymous: Character) -> None:
    answer = anonymous.get("/posts?cursor=MQ%3D%3D&limit=0&status=draft")
    errors = {"cursor": "cursor", "limit": "minimum"}
    assert_problem(answer, 422, "validation-failed", errors)
