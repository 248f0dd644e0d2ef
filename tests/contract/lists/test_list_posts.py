"""listPosts: published posts for everyone, drafts for their author."""

import pytest

from tests.support.api_client import ApiClient, CreatePost, MakeUser
from tests.support.problems import assert_problem
from tests.support.rules import negative, rule


@pytest.fixture
def author(make_user: MakeUser) -> ApiClient:
    """Somebody who has written nothing yet."""
    return make_user()


@pytest.fixture(params=["alice", "bob", "anonymous"])
def reader(
    request: pytest.FixtureRequest, alice: ApiClient, bob: ApiClient, anonymous: ApiClient
) -> ApiClient:
    """Everyone in turn."""
    people = {"alice": alice, "bob": bob, "anonymous": anonymous}
    return people[request.param]


def listed(reader: ApiClient, **params: object) -> list[int]:
    page = reader.get("/posts", params=params).json()
    return [post["id"] for post in page["items"]]


@rule("S1", "U2")
def test_a_listed_post_is_the_post_itself(alice: ApiClient, published: dict[str, object]) -> None:
    page = alice.get(f"/posts?author_id={alice.id}&limit=1").json()
    alone = alice.get(f"/posts/{published['id']}").json()
    assert set(page) == {"items", "next_cursor"}
    assert page["items"] == [alone]


@rule("L1")
def test_an_author_without_posts_has_an_empty_page(anonymous: ApiClient, author: ApiClient) -> None:
    page = anonymous.get(f"/posts?author_id={author.id}").json()
    assert page == {"items": [], "next_cursor": None}


@rule("L1")
def test_an_author_who_is_not_there_has_an_empty_page(anonymous: ApiClient) -> None:
    response = anonymous.get("/posts?author_id=9007199254740991")
    assert (response.status_code, response.json()["items"]) == (200, [])


@rule("L1")
def test_only_the_posts_of_the_author_are_listed(
    alice: ApiClient, bob: ApiClient, create_post: CreatePost
) -> None:
    create_post(alice)
    create_post(bob)
    for author in (alice, bob):
        page = alice.get(f"/posts?author_id={author.id}&limit=100").json()
        assert {post["author"]["id"] for post in page["items"]} == {author.id}


@rule("L1")
def test_posts_are_sorted_by_id(author: ApiClient, create_post: CreatePost) -> None:
    ids = [create_post(author, title=title).json()["id"] for title in "cab"]
    author.patch(f"/posts/{ids[0]}", json={"title": "Touched last"})
    assert listed(author, author_id=author.id) == ids[::-1]
    assert listed(author, author_id=author.id, sort="newest") == ids[::-1]
    assert listed(author, author_id=author.id, sort="oldest") == ids


@rule("L1")
def test_a_page_holds_20_posts_unless_asked_otherwise(
    author: ApiClient, create_post: CreatePost
) -> None:
    ids = [create_post(author).json()["id"] for _ in range(21)]
    assert listed(author, author_id=author.id) == ids[:0:-1]
    assert listed(author, author_id=author.id, limit=100) == ids[::-1]
    assert listed(author, author_id=author.id, limit=1) == ids[-1:]


@rule("P3")
@pytest.mark.parametrize("status", [{}, {"status": "published"}], ids=["default", "asked"])
def test_published_posts_are_listed_by_default(
    reader: ApiClient, published: dict[str, object], alice: ApiClient, status: dict[str, str]
) -> None:
    assert listed(reader, author_id=alice.id, limit=1, **status) == [published["id"]]


@rule("P2")
@pytest.mark.parametrize("status", [{}, {"status": "published"}], ids=["default", "asked"])
def test_no_draft_is_among_the_published(
    reader: ApiClient, draft: dict[str, object], alice: ApiClient, status: dict[str, str]
) -> None:
    assert draft["id"] not in listed(reader, author_id=alice.id, limit=100, **status)
    assert draft["id"] not in listed(reader, limit=100, **status)


@rule("P3")
def test_drafts_are_listed_for_their_author_alone(
    author: ApiClient, alice: ApiClient, draft: dict[str, object], create_post: CreatePost
) -> None:
    create_post(author)
    own = create_post(author, status="draft").json()["id"]
    assert listed(author, status="draft") == [own]
    assert listed(author, status="draft", author_id=author.id) == [own]
    assert own not in listed(alice, status="draft", limit=100)


@rule("P3")
def test_drafts_of_another_author_are_an_empty_page(
    alice: ApiClient, bob: ApiClient, draft: dict[str, object], create_post: CreatePost
) -> None:
    create_post(bob, status="draft")
    page = bob.get(f"/posts?status=draft&author_id={alice.id}").json()
    assert page == {"items": [], "next_cursor": None}


@rule("P2", "P4")
def test_a_post_moves_between_the_lists(alice: ApiClient, draft: dict[str, object]) -> None:
    for status, other in (("published", "draft"), ("draft", "published")):
        alice.patch(f"/posts/{draft['id']}", json={"status": status})
        assert draft["id"] in listed(alice, author_id=alice.id, status=status, limit=1)
        assert draft["id"] not in listed(alice, author_id=alice.id, status=other, limit=1)


@negative
@rule("P3", "A1")
@pytest.mark.parametrize(
    "query", ["status=draft", "status=draft&author_id=1", "status=draft&limit=1"]
)
def test_nobody_has_no_drafts(anonymous: ApiClient, query: str) -> None:
    response = anonymous.get(f"/posts?{query}")
    assert_problem(response, 401, "unauthenticated")
    assert response.headers["WWW-Authenticate"].startswith("Bearer")


@negative
@rule("A2")
@pytest.mark.parametrize("query", ["", "?status=draft"])
def test_with_a_bad_token_nothing_is_listed(anonymous: ApiClient, query: str) -> None:
    response = anonymous.get(f"/posts{query}", headers={"Authorization": "Bearer tp_nonsense"})
    assert_problem(response, 401, "unauthenticated")
    assert 'error="invalid_token"' in response.headers["WWW-Authenticate"]
