"""Query strings: bad parameters of the two lists are named, all others ignored."""

import pytest

from tests.support.api_client import ApiClient, MakeUser
from tests.support.operations import OPERATIONS, Operation, each
from tests.support.problems import assert_problem
from tests.support.rules import negative, rule

LISTS = ["/users", "/posts"]
DIGITS = "9" * 5000
ZEROS = "0" * 30_000
BAD_INTEGER = {"type", "minimum", "maximum"}
NO_LIMITS = """limit=abc limit=1e1 limit=0x5 limit=5,6 limit=true limit=null limit=NaN limit=--
    limit=- limit=1.5 limit=%00 limit=5%00 limit=%FF limit=%ZZ limit=5;sort=oldest limit=[5]
    limit=%E2%88%925 limit=%C2%B2 limit= limit"""
OUT_OF_RANGE = f"""limit=0 limit=-1 limit=-7 limit=101 limit=9223372036854775808 limit={DIGITS}
    limit=-{DIGITS}"""
ODD_INTEGERS = """1.0 %2B1 +1 %201 1%20 1_0 01 0000000001 1%0A %D9%A1 %EF%BC%91"""
SORTS = "sort= sort sort=NEWEST sort=id sort=-id sort=newest%20 sort=newest,oldest sort=%FF sort=0"
UNKNOWN = """foo=1 foo foo= LIMIT=1 Limit=1 limit[]=1 limit%20=1 page=1 offset=0 format=json
    format=xml q=x fields=id foo=1&foo=2 __proto__=1 access_token=x sort[]=newest"""
AUTHORS = """author_id=abc author_id=1.5 author_id=me author_id=%00 author_id=0 author_id=-1
    author_id=9007199254740992 author_id=9223372036854775808"""
REPEATED = """limit=1&limit=2 limit=1&limit=1 limit=1&limit=abc limit=abc&limit=1 sort=oldest&sort=x
    limit=&limit="""
STATUSES = "status= status=Draft status=deleted status=draft,published status=draft%00 status=%FF"
NOT_LISTS = [operation for operation in OPERATIONS if operation.path not in LISTS]
WRITES_TO_LISTS = [op for op in OPERATIONS if op.path in LISTS and op.method == "POST"]


@pytest.fixture(params=LISTS)
def path(request: pytest.FixtureRequest) -> str:
    """The path of a list."""
    return str(request.param)


@rule("H9", "E3", "L1")
@negative
@pytest.mark.parametrize("query", NO_LIMITS.split())
def test_a_limit_that_is_no_integer_is_named(anonymous: ApiClient, path: str, query: str) -> None:
    response = anonymous.get(f"{path}?{query}")
    assert_problem(response, 422, "validation-failed", {"limit": "type"})


@rule("H9", "E3", "L1")
@negative
@pytest.mark.parametrize("query", OUT_OF_RANGE.split(), ids=lambda text: text[:40])
def test_a_limit_out_of_range_is_named(anonymous: ApiClient, path: str, query: str) -> None:
    response = anonymous.get(f"{path}?{query}")
    codes = {"minimum"} if "=-" in query or query == "limit=0" else {"maximum"}
    codes = BAD_INTEGER if DIGITS in query else codes  # too long to be read as an integer
    assert_problem(response, 422, "validation-failed", {"limit": codes})


@rule("H9")
@pytest.mark.parametrize("written", ODD_INTEGERS.split())
def test_another_spelling_is_that_integer_or_none(
    anonymous: ApiClient, alice: ApiClient, path: str, written: str
) -> None:
    response = anonymous.get(f"{path}?limit={written}")
    if response.status_code == 200:
        assert len(response.json()["items"]) <= 10
    else:
        assert_problem(response, 422, "validation-failed", {"limit": "type"})


@rule("H9")
@pytest.mark.parametrize("query", REPEATED.split())
def test_of_a_repeated_parameter_one_is_read_or_it_is_named(
    anonymous: ApiClient, path: str, query: str
) -> None:
    response = anonymous.get(f"{path}?{query}")
    assert response.status_code == 200 or {
        error["parameter"] for error in response.json()["errors"]
    } == {query.partition("=")[0]}


@rule("H9")
@negative
@pytest.mark.parametrize("limit", [ZEROS + "x", f"-{ZEROS}x", ZEROS + "%00"], ids=len)
def test_a_long_limit_is_rejected_at_once(anonymous: ApiClient, path: str, limit: str) -> None:
    response = anonymous.get(f"{path}?limit={limit}")
    assert_problem(response, 422, "validation-failed", {"limit": BAD_INTEGER})
    assert response.elapsed.total_seconds() < 1


@rule("H9", "E3", "L1")
@negative
@pytest.mark.parametrize("query", SORTS.split())
def test_a_bad_sort_is_named(anonymous: ApiClient, path: str, query: str) -> None:
    response = anonymous.get(f"{path}?{query}")
    assert_problem(response, 422, "validation-failed", {"sort": "enum"})


@rule("H9")
@pytest.mark.parametrize("query", UNKNOWN.split())
def test_an_unknown_parameter_is_ignored(anonymous: ApiClient, path: str, query: str) -> None:
    response = anonymous.get(f"{path}?limit=1&{query}")
    assert (response.status_code, len(response.json()["items"]) <= 1) == (200, True)


@rule("H9", "E3")
@negative
@pytest.mark.parametrize("query", AUTHORS.split())
def test_a_bad_author_is_named(anonymous: ApiClient, query: str) -> None:
    response = anonymous.get(f"/posts?{query}")
    assert_problem(response, 422, "validation-failed", {"author_id": BAD_INTEGER})


@rule("H9", "E3")
@negative
@pytest.mark.parametrize("query", STATUSES.split())
def test_a_bad_status_is_named(anonymous: ApiClient, query: str) -> None:
    response = anonymous.get(f"/posts?{query}")
    assert_problem(response, 422, "validation-failed", {"status": "enum"})


@rule("H9")
@pytest.mark.parametrize("query", ["author_id=abc", "status=x"])
def test_what_filters_posts_is_unknown_to_users(anonymous: ApiClient, query: str) -> None:
    assert anonymous.get(f"/users?{query}").status_code == 200


@rule("H9", "E2")
@negative
def test_every_bad_parameter_is_named_at_once(anonymous: ApiClient) -> None:
    response = anonymous.get("/posts?limit=0&sort=x&author_id=abc&status=x&cursor=!&foo=1")
    named = {"limit": "minimum", "sort": "enum", "author_id": "type", "status": "enum"}
    assert_problem(response, 422, "validation-failed", {**named, "cursor": "cursor"})


@rule("H9", "L1")
@pytest.mark.parametrize("query", ["limit=1", "%6Cimit=1", "limit=%31", "limit=1&", "&limit=1"])
def test_a_parameter_may_be_percent_encoded(
    anonymous: ApiClient, alice: ApiClient, path: str, query: str
) -> None:
    response = anonymous.get(f"{path}?{query}")
    assert response.status_code == 200
    assert len(response.json()["items"]) <= 1


@rule("H9")
@each(NOT_LISTS)
def test_every_other_operation_ignores_the_query_string(
    make_user: MakeUser, operation: Operation
) -> None:
    somebody = make_user()
    post = somebody.post("/posts", json={"title": "A title", "body": "A body."}).json()
    path = operation.at(post_id=post["id"], user_id=somebody.id)
    query = "?limit=abc&limit=&foo=1&%FF=%00&=&&;"
    response = operation.send(somebody, path + query, **login_of(somebody, operation))
    assert response.is_success


@rule("H9")
@each(WRITES_TO_LISTS)
def test_a_creation_ignores_the_query_string(alice: ApiClient, operation: Operation) -> None:
    response = operation.send(alice, operation.path + "?limit=abc&foo=1&foo=2")
    assert response.status_code == 201


@rule("H9")
@pytest.mark.parametrize("path", ["/health/live", "/health/ready", "/openapi.json", "/docs"])
def test_other_paths_ignore_the_query_string(site: ApiClient, path: str) -> None:
    assert site.get(path + "?limit=abc&foo=1&foo=2").status_code == 200


def login_of(character: ApiClient, operation: Operation) -> dict[str, dict[str, str]]:
    credentials = {"username": character.username, "password": character.password}
    return {"json": credentials} if operation.id == "createToken" else {}
