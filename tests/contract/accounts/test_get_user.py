"""getUser: what everyone may see of somebody."""

import pytest

from tests.support.api_client import ApiClient, MakeUser
from tests.support.problems import assert_problem
from tests.support.rules import negative, rule


@rule("S1", "U2")
def test_a_user_is_shown_in_public_to_everyone(
    anonymous: ApiClient, alice: ApiClient, bob: ApiClient
) -> None:
    for reader in (anonymous, bob):
        assert reader.get(f"/users/{alice.id}").json() == alice.get(f"/users/{alice.id}").json()
    shown = anonymous.get(f"/users/{alice.id}").json()
    assert set(shown) == {"id", "username", "bio", "created_at"}
    assert (shown["id"], shown["username"]) == (alice.id, alice.username)


@rule("S1", "S2")
def test_a_public_user_is_part_of_the_own_user(anonymous: ApiClient, alice: ApiClient) -> None:
    alone = anonymous.get(f"/users/{alice.id}").json()
    own = alice.get("/users/me").json()
    assert alone == {name: own[name] for name in alone}


@negative
@rule("H8")
@pytest.mark.parametrize("user_id", [2**53 - 1, 2**31, 4_294_967_297])
def test_an_id_nobody_has_is_not_found(anonymous: ApiClient, user_id: int) -> None:
    assert_problem(anonymous.get(f"/users/{user_id}"), 404, "not-found")


@negative
@rule("U4")
def test_a_deleted_user_is_not_found(anonymous: ApiClient, make_user: MakeUser) -> None:
    gone = make_user()
    gone.delete("/users/me")
    assert_problem(anonymous.get(f"/users/{gone.id}"), 404, "not-found")
