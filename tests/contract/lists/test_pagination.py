"""Pages: walks from the first to the last, while rows come and go."""

from collections.abc import Iterator
from itertools import chain
from typing import Any

import pytest

from tests.support.api_client import ApiClient, CreatePost, MakeUser
from tests.support.rules import rule
from tests.support.timing import ratio_of_medians

MOST_PAGES = 200
BOTH_LISTS = pytest.mark.parametrize("path", ["/users", "/posts"])
BOTH_ORDERS = pytest.mark.parametrize("sort", ["newest", "oldest"])


def pages(reader: ApiClient, path: str, **params: Any) -> Iterator[list[int]]:
    """The ids of each page, asked for when they are needed."""
    for _ in range(MOST_PAGES):
        page = reader.get(path, params=params).json()
        yield [item["id"] for item in page["items"]]
        if page["next_cursor"] is None:
            return
        params["cursor"] = page["next_cursor"]
    raise AssertionError(f"no last page among {MOST_PAGES}")


@pytest.fixture
def author(make_user: MakeUser) -> ApiClient:
    """Somebody who has written nothing yet."""
    return make_user()


@rule("L2")
@BOTH_ORDERS
@pytest.mark.parametrize(("limit", "sizes"), [(2, [2, 2, 1]), (5, [5]), (4, [4, 1]), (100, [5])])
def test_a_walk_meets_every_row_once_in_order(
    author: ApiClient, create_post: CreatePost, sort: str, limit: int, sizes: list[int]
) -> None:
    ids = [create_post(author).json()["id"] for _ in range(5)]
    walk = list(pages(author, "/posts", author_id=author.id, sort=sort, limit=limit))
    assert [len(page) for page in walk] == sizes
    assert list(chain(*walk)) == (ids if sort == "oldest" else ids[::-1])


@rule("L2", "P3")
@BOTH_ORDERS
def test_a_walk_over_drafts_meets_each_once(
    author: ApiClient, create_post: CreatePost, sort: str
) -> None:
    ids = [create_post(author, status="draft").json()["id"] for _ in range(4)]
    walk = pages(author, "/posts", status="draft", sort=sort, limit=2)
    assert list(chain(*walk)) == (ids if sort == "oldest" else ids[::-1])


@rule("L2")
@BOTH_ORDERS
def test_a_walk_meets_every_row_that_stays_while_others_come_and_go(
    author: ApiClient, create_post: CreatePost, sort: str
) -> None:
    ids = [create_post(author).json()["id"] for _ in range(9)]
    seen: list[int] = []
    for page in pages(author, "/posts", author_id=author.id, sort=sort, limit=3):
        seen += page
        author.delete(f"/posts/{page[-1]}")
        author.patch(f"/posts/{page[0]}", json={"status": "draft"})
        create_post(author)
    assert len(seen) == len(set(seen))
    assert set(ids) <= set(seen)


@rule("L2")
def test_a_walk_leaves_out_what_went_before_its_turn(
    author: ApiClient, create_post: CreatePost
) -> None:
    ids = [create_post(author).json()["id"] for _ in range(4)]
    walk = pages(author, "/posts", author_id=author.id, sort="oldest", limit=2)
    assert next(walk) == ids[:2]
    author.delete(f"/posts/{ids[2]}")
    assert next(walk) == ids[3:]


@rule("L2")
@pytest.mark.parametrize(("sort", "limit"), [("newest", 2), ("oldest", 100)])
def test_a_walk_over_users_meets_every_one_once(
    anonymous: ApiClient, make_user: MakeUser, sort: str, limit: int
) -> None:
    ids = [make_user().id for _ in range(3)]
    met: list[int] = []
    for page in pages(anonymous, "/users", sort=sort, limit=limit):
        met += [user_id for user_id in page if user_id in ids]
        if len(met) == len(ids):
            break
    assert met == (ids if sort == "oldest" else ids[::-1])


@rule("L2", "L3")
@BOTH_ORDERS
def test_the_cursor_of_a_deleted_row_still_leads_on(
    author: ApiClient, create_post: CreatePost, sort: str
) -> None:
    ids = [create_post(author).json()["id"] for _ in range(4)]
    walk = pages(author, "/posts", author_id=author.id, sort=sort, limit=2)
    first = next(walk)
    author.delete(f"/posts/{first[-1]}")
    assert next(walk) == (ids if sort == "oldest" else ids[::-1])[2:]


@rule("L2")
@BOTH_LISTS
@BOTH_ORDERS
def test_a_page_that_is_not_the_last_has_a_cursor(
    anonymous: ApiClient,
    alice: ApiClient,
    bob: ApiClient,
    create_post: CreatePost,
    path: str,
    sort: str,
) -> None:
    create_post(alice)
    create_post(alice)
    page = anonymous.get(path, params={"sort": sort, "limit": 1}).json()
    assert isinstance(page["next_cursor"], str)


@rule("L4")
def test_a_deep_page_takes_the_time_of_the_first(
    author: ApiClient, create_post: CreatePost
) -> None:
    for _ in range(30):
        create_post(author)
    query = {"author_id": author.id, "limit": 10}
    deep = {**query, "cursor": author.get("/posts", params=query).json()["next_cursor"]}
    calls = [lambda params=one: author.get("/posts", params=params) for one in (query, deep)]
    assert ratio_of_medians(*calls, enough=2) <= 2
