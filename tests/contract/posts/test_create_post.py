"""createPost: what a new post is, and that its text is kept as it was sent."""

import pytest

from tests.support.api_client import ApiClient, CreatePost
from tests.support.problems import Codes, assert_problem
from tests.support.rules import negative, rule

TITLES = {
    "one character": "t",
    "one astral character": "\U0001f407",
    "200 characters": 200 * "t",
    "200 astral characters": 200 * "\U0001f407",
    "blanks around": "  title\u3000",
    "line separators": "\u2028ti\u2029tle\u2028",
    "composed": "caf\u00e9",
    "decomposed": "cafe\u0301",
    "compatibility characters": "\ufb01 \u212a \u2460 \uff21",
    "byte order mark alone": "\ufeff",
    "zero width space alone": "\u200b",
    "Mongolian vowel separator alone": "\u180e",
    "blank Braille alone": "\u2800",
    "soft hyphen alone": "\u00ad",
    "noncharacters": "\ufdd0\ufffe\uffff\U0010ffff",
    "private use": "\ue000\U000f0000",
    "right to left": "\u202eabc\u202c \u05d0\u0628",
    "joined emoji": "\U0001f469\u200d\U0001f469\u200d\U0001f467\ufe0f",
    "markup": "<script>alert('1')</script>&amp;",
    "templates and SQL": "{{7*7}} %s %(x)s ${x} '; DROP TABLE posts; --",
    "backslashes": "\\u0041\\n\\",
    "a number": "1.0",
    "a word of JSON": "null",
}

BODIES = {
    "one character": "b",
    "50 000 characters": 50_000 * "b",
    "50 000 astral characters": 50_000 * "\U0001f407",
    "line ends": "\r\n  one\ttwo\rthree\n\n",
    "white space around": "\u3000\u00a0\t body \u2028\n",
    "only a zero width space": "\u200b",
    "noncharacters": "\ufdd0\ufffe\uffff\ufeff\U0010ffff",
}


@rule("S1", "S2", "F7")
def test_a_new_post_is_shown_to_its_author(alice: ApiClient) -> None:
    response = alice.post("/posts", json={"title": "A title", "body": "A body."})
    shown = response.json()
    assert response.status_code == 201
    assert shown["author"] == {"id": alice.id, "username": alice.username}
    kept = (shown["title"], shown["body"], shown["status"])
    assert kept == ("A title", "A body.", "published")


@rule("C1")
@pytest.mark.parametrize("status", ["draft", "published"])
def test_location_leads_to_the_new_post(
    alice: ApiClient, create_post: CreatePost, status: str
) -> None:
    response = create_post(alice, status=status)
    assert response.headers["Location"] == f"/api/v1/posts/{response.json()['id']}"
    again = alice.get(f"/posts/{response.json()['id']}")
    assert (again.json(), again.headers["ETag"]) == (response.json(), response.headers["ETag"])


@rule("C1")
@pytest.mark.parametrize("status", ["draft", "published"])
def test_a_new_post_has_version_1(alice: ApiClient, create_post: CreatePost, status: str) -> None:
    response = create_post(alice, status=status)
    assert response.headers["ETag"] == f'"{response.json()["id"]}-1"'


@rule("P4", "F7")
@pytest.mark.parametrize(("status", "is_null"), [("draft", True), ("published", False)])
def test_published_at_is_set_unless_it_is_a_draft(
    alice: ApiClient, create_post: CreatePost, status: str, is_null: bool
) -> None:
    shown = create_post(alice, status=status).json()
    assert shown["status"] == status
    assert (shown["published_at"] is None) == is_null


@rule("F5", "S3")
@pytest.mark.parametrize("title", TITLES.values(), ids=TITLES)
def test_a_title_is_kept_exactly_as_sent(
    alice: ApiClient, create_post: CreatePost, title: str
) -> None:
    response = create_post(alice, title=title)
    assert response.json().get("title") == title
    assert alice.get(f"/posts/{response.json()['id']}").json()["title"] == title


@rule("F6", "S3")
@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_a_body_is_kept_exactly_as_sent(
    alice: ApiClient, create_post: CreatePost, body: str
) -> None:
    response = create_post(alice, body=body)
    assert response.json().get("body") == body
    assert alice.get(f"/posts/{response.json()['id']}").json()["body"] == body


@rule("S3")
def test_an_escaped_surrogate_pair_is_one_character(alice: ApiClient) -> None:
    body = b'{"title": "\\ud83d\\udc07", "body": "\\ud83D\\uDC07"}'
    response = alice.post("/posts", content=body, headers={"Content-Type": "application/json"})
    assert response.json().get("title") == "\U0001f407"
    assert response.json()["body"] == "\U0001f407"


@rule("S1")
def test_ids_grow_and_are_never_used_again(alice: ApiClient, create_post: CreatePost) -> None:
    first = create_post(alice).json()["id"]
    alice.delete(f"/posts/{first}")
    assert create_post(alice).json()["id"] > first


@negative
@rule("E4", "E3")
@pytest.mark.parametrize(
    "member",
    ["id", "author", "author_id", "version", "created_at", "published_at", "Title", "title ", ""],
)
def test_no_other_member_is_taken(alice: ApiClient, member: str) -> None:
    body = {"title": "Title", "body": "Body", member: 1}
    pointer = f"#/{member}".replace(" ", "%20")
    response = alice.post("/posts", json=body)
    assert_problem(response, 422, "validation-failed", {pointer: "additionalProperties"})


@negative
@rule("E2")
def test_known_and_unknown_members_are_judged_together(alice: ApiClient) -> None:
    response = alice.post("/posts", json={"title": "\n", "status": 1, "extra": None})
    errors: dict[str, Codes] = {"#/title": "pattern", "#/body": "required"}
    errors |= {"#/status": {"type", "enum"}, "#/extra": "additionalProperties"}
    assert_problem(response, 422, "validation-failed", errors)


@negative
@rule("A1")
@pytest.mark.parametrize("status", ["draft", "published"])
def test_nobody_writes_no_post(anonymous: ApiClient, create_post: CreatePost, status: str) -> None:
    assert_problem(create_post(anonymous, status=status), 401, "unauthenticated")
