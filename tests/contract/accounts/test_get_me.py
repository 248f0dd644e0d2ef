"""getMe: the caller's own account."""

from tests.support.api_client import ApiClient, MakeUser
from tests.support.problems import assert_problem
from tests.support.rules import negative, rule


@rule("S1", "U2")
def test_the_caller_sees_the_own_account(alice: ApiClient) -> None:
    shown = alice.get("/users/me").json()
    assert set(shown) == {"id", "username", "email", "bio", "created_at", "updated_at"}
    seen = (shown["id"], shown["username"], shown["email"])
    assert seen == (alice.id, alice.username, alice.email)


@rule("S1")
def test_each_token_shows_its_own_account(alice: ApiClient, bob: ApiClient) -> None:
    names = [somebody.get("/users/me").json()["username"] for somebody in (alice, bob, alice)]
    assert names == [alice.username, bob.username, alice.username]


@rule("C4")
def test_the_own_account_is_never_stored(alice: ApiClient) -> None:
    assert alice.get("/users/me").headers["Cache-Control"] == "no-store"


@rule("C4", "H4")
def test_nor_are_its_headers_alone(alice: ApiClient) -> None:
    response = alice.head("/users/me")
    assert response.status_code in {200, 405}
    assert response.status_code == 405 or response.headers["Cache-Control"] == "no-store"


@negative
@rule("A1")
def test_nobody_has_no_account(anonymous: ApiClient) -> None:
    response = anonymous.get("/users/me")
    assert_problem(response, 401, "unauthenticated")
    assert response.headers["WWW-Authenticate"].startswith("Bearer")


@negative
@rule("U4", "A1")
def test_the_token_of_a_deleted_account_shows_nothing(make_user: MakeUser) -> None:
    gone = make_user()
    gone.delete("/users/me")
    response = gone.get("/users/me")
    assert_problem(response, 401, "unauthenticated")
    assert 'error="invalid_token"' in response.headers["WWW-Authenticate"]
