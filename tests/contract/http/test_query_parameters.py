"""Query strings: strict on the two lists, ignored elsewhere."""

import pytest

from tests.support.api_client import Character, Newcomer
from tests.support.operations import OPERATIONS, Operation, each
from tests.support.problems import assert_problem
from tests.support.rules import negative, rule

LISTS = ["/users", "/posts"]
DIGITS = "9" * 5000
ZEROS = "0" * 30_000
LIMITS = {
    "type": """limit= limit limit=abc limit=1.0 limit=1e1 limit=%2B5 limit=+5 limit=%205 limit=5%20
        limit=1_0 limit=0x5 limit=5,6 limit=true limit=null limit=NaN limit=-- limit=- limit=5%0A
        limit=%D9%A5 limit=%EF%BC%95 limit=%C2%B2 limit=%00 limit=5%00 limit=%FF limit=%ZZ
        limit=5;sort=oldest limit=[5] limit=%E2%88%925""",
    "minimum": f"limit=0 limit=-0 limit=00 limit=-1 limit=-007 limit=-{DIGITS}",
    "maximum": f"limit=101 limit=0101 limit=9223372036854775808 limit={DIGITS}",
    "repeated": "limit=1&limit=2 limit=1&limit=1 limit=1&limit=abc limit=0&limit=0 limit=&limit=",
}
SORTS = "sort= sort sort=NEWEST sort=id sort=-id sort=newest%20 sort=newest,oldest sort=%FF sort=0"
UNKNOWN = """foo=1 foo foo= LIMIT=1 Limit=1 limit[]=1 limit%20=1 page=1 offset=0 format=json q=x
    fields=id foo=1&foo=2 __proto__=1 access_token=x sort[]=newest"""
AUTHORS = {
    "type": "author_id= author_id=abc author_id=1.5 author_id=me author_id=%00 author_id=%D9%A1",
    "minimum": "author_id=0 author_id=-1",
    "maximum": f"author_id=1000000000000000000 author_id=9223372036854775808 author_id={DIGITS}",
    "repeated": "author_id=1&author_id=1",
}
STATUSES = "status= status=Draft status=deleted status=draft,published status=draft%00 status=%FF"
NOT_LISTS = [operation for operation in OPERATIONS if operation.path not in LISTS]
WRITES_TO_LISTS = [op for op in OPERATIONS if op.path in LISTS and op.method == "POST"]


def coded(table: dict[str, str]) -> list[tuple[str, str]]:
    return [(query, code) for code, queries in table.items() for query in queries.split()]


def name_of(query: str) -> str:
    return query.replace("%20", " ").partition("=")[0].partition("&")[0]


@pytest.fixture(params=LISTS)
def path(request: pytest.FixtureRequest) -> str:
    """The path of a list."""
    return str(request.param)


@rule("H9", "E3", "L1")
@negative
@pytest.mark.parametrize(("query", "code"), coded(LIMITS), ids=lambda text: text[:40])
def test_a_bad_limit_is_named(anonymous: Character, path: str, query: str, code: str) -> None:
    answer = anonymous.get(f"{path}?{query}")
    assert_problem(answer, 422, "validation-failed", {"limit": code})


@rule("H9")
@negative
@pytest.mark.parametrize("limit", [ZEROS + "x", f"-{ZEROS}x", ZEROS + "%00"], ids=len)
def test_a_long_limit_is_refused_at_once(anonymous: Character, path: str, limit: str) -> None:
    answer = anonymous.get(f"{path}?limit={limit}")
    assert_problem(answer, 422, "validation-failed", {"limit": "type"})
    assert answer.elapsed.total_seconds() < 1


@rule("H9", "E3", "L1")
@negative
@pytest.mark.parametrize("query", SORTS.split())
def test_a_bad_sort_is_named(anonymous: Character, path: str, query: str) -> None:
    answer = anonymous.get(f"{path}?{query}")
    assert_problem(answer, 422, "validation-failed", {"sort": "enum"})


@rule("H9", "E3")
@negative
@pytest.mark.parametrize("query", UNKNOWN.split())
def test_an_unknown_parameter_is_named_once(anonymous: Character, path: str, query: str) -> None:
    answer = anonymous.get(f"{path}?{query}")
    expected = {name_of(query): "additionalProperties"}
    assert_problem(answer, 422, "validation-failed", expected)


@rule("H9", "E3")
@negative
@pytest.mark.parametrize(("query", "code"), coded(AUTHORS), ids=lambda text: text[:40])
def test_a_bad_author_is_named(anonymous: Character, query: str, code: str) -> None:
    answer = anonymous.get(f"/posts?{query}")
    assert_problem(answer, 422, "validation-failed", {"author_id": code})


@rule("H9", "E3")
@negative
@pytest.mark.parametrize("query", STATUSES.split())
def test_a_bad_status_is_named(anonymous: Character, query: str) -> None:
    answer = anonymous.get(f"/posts?{query}")
    assert_problem(answer, 422, "validation-failed", {"status": "enum"})


@rule("H9")
@negative
@pytest.mark.parametrize("name", ["author_id", "status"])
def test_what_filters_posts_is_unknown_to_users(anonymous: Character, name: str) -> None:
    answer = anonymous.get(f"/users?{name}=1")
    assert_problem(answer, 422, "validation-failed", {name: "additionalProperties"})


@rule("H9", "E2")
@negative
def test_every_bad_parameter_is_named_at_once(anonymous: Character) -> None:
    answer = anonymous.get("/posts?limit=0&sort=x&sort=y&author_id=abc&status=x&cursor=!&foo=1")
    named = {"limit": "minimum", "sort": "repeated", "author_id": "type", "status": "enum"}
    others = {"cursor": "cursor", "foo": "additionalProperties"}
    assert_problem(answer, 422, "validation-failed", named | others)


@rule("H9", "E2")
@negative
def test_of_many_unknown_parameters_fifty_are_named(anonymous: Character, path: str) -> None:
    answer = anonymous.get(path + "?" + "&".join(f"p{number}=1" for number in range(1500)))
    codes = [error["code"] for error in answer.json()["errors"]]
    assert (answer.status_code, codes) == (422, ["additionalProperties"] * 50)


@rule("H9", "L1")
@pytest.mark.parametrize(
    "query", ["limit=1", "limit=01", "limit=0000000001", "%6Cimit=1", "limit=%31", "limit=1&"]
)
def test_an_integer_may_have_leading_zeros_and_any_spelling(
    anonymous: Character, alice: Character, path: str, query: str
) -> None:
    answer = anonymous.get(f"{path}?{query}")
    assert answer.status_code == 200
    assert len(answer.json()["items"]) <= 1


@rule("H9")
@each(NOT_LISTS)
def test_every_other_operation_ignores_the_query_string(
    newcomer: Newcomer, operation: Operation
) -> None:
    somebody = newcomer()
    post = somebody.post("/posts", json={"title": "A title", "body": "A body."}).json()
    path = operation.at(post_id=post["id"], user_id=somebody.id)
    query = "?limit=abc&limit=&foo=1&%FF=%00&=&&;"
    answer = operation.send(somebody, path + query, **login_of(somebody, operation))
    assert answer.is_success


@rule("H9")
@each(WRITES_TO_LISTS)
def test_a_creation_ignores_the_query_string(alice: Character, operation: Operation) -> None:
    answer = operation.send(alice, operation.path + "?limit=abc&foo=1&foo=2")
    assert answer.status_code == 201


@rule("H9")
@pytest.mark.parametrize("path", ["/health/live", "/health/ready", "/openapi.json", "/docs"])
def test_other_paths_ignore_the_query_string(site: Character, path: str) -> None:
    assert site.get(path + "?limit=abc&foo=1&foo=2").status_code == 200


def login_of(character: Character, operation: Operation) -> dict[str, dict[str, str]]:
    credentials = {"username": character.username, "password": character.password}
    return {"json": credentials} if operation.id == "createToken" else {}
