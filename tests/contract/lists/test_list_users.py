"""listUsers: public users only, in the order of their ids."""

from tests.support.api_client import ApiClient, MakeUser
from tests.support.rules import rule


@rule("S1", "U2")
def test_a_list_shows_public_users(anonymous: ApiClient, alice: ApiClient) -> None:
    page = anonymous.get("/users?limit=100").json()
    assert set(page) == {"items", "next_cursor"}
    assert {name for user in page["items"] for name in user} == {
        "id",
        "username",
        "bio",
        "created_at",
    }


@rule("U2")
def test_no_email_is_listed_even_for_its_owner(alice: ApiClient) -> None:
    assert "@example.com" not in alice.get("/users?limit=100").text


@rule("L1")
def test_the_newest_user_comes_first(anonymous: ApiClient, make_user: MakeUser) -> None:
    older, newer = make_user(), make_user()
    ids = [user["id"] for user in anonymous.get("/users?limit=100").json()["items"]]
    assert ids.index(newer.id) < ids.index(older.id)
    assert ids == sorted(ids, reverse=True)


@rule("L1")
def test_oldest_sorts_the_other_way(anonymous: ApiClient, alice: ApiClient, bob: ApiClient) -> None:
    ids = [user["id"] for user in anonymous.get("/users?sort=oldest").json()["items"]]
    assert ids == sorted(ids)
    assert len(ids) >= 2


@rule("L1")
def test_newest_is_the_default(anonymous: ApiClient, alice: ApiClient, bob: ApiClient) -> None:
    page = anonymous.get("/users?limit=2&sort=newest").json()
    ids = [user["id"] for user in page["items"]]
    assert len(ids) == 2
    assert ids[0] > ids[1]


@rule("L1")
def test_a_limit_bounds_the_page(anonymous: ApiClient, alice: ApiClient, bob: ApiClient) -> None:
    page = anonymous.get("/users", params={"limit": 1}).json()
    assert len(page["items"]) == 1
    assert page["next_cursor"] is not None
