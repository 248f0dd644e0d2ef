"""getMe: the caller's own account."""

from tests.support.api_client import Character, Newcomer
from tests.support.problems import assert_problem
from tests.support.rules import negative, rule


@rule("S1", "U2")
def test_the_caller_sees_the_own_account(alice: Character) -> None:
    shown = alice.get("/users/me").json()
    assert set(shown) == {"id", "username", "email", "bio", "created_at", "updated_at"}
    seen = (shown["id"], shown["username"], shown["email"])
    assert seen == (alice.id, alice.username, alice.email)


@rule("S1")
def test_each_token_shows_its_own_account(alice: Character, bob: Character) -> None:
    names = [somebody.get("/users/me").json()["username"] for somebody in (alice, bob, alice)]
    assert names == [alice.username, bob.username, alice.username]


@rule("C4")
def test_the_own_account_is_never_stored(alice: Character) -> None:
    assert alice.get("/users/me").headers["Cache-Control"] == "no-store"


@rule("C4", "H4")
def test_nor_are_its_headers_alone(alice: Character) -> None:
    answer = alice.head("/users/me")
    assert answer.status_code in {200, 405}
    assert answer.status_code == 405 or answer.headers["Cache-Control"] == "no-store"


@negative
@rule("A1")
def test_nobody_has_no_account(anonymous: Character) -> None:
    answer = anonymous.get("/users/me")
    assert_problem(answer, 401, "unauthenticated")
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


@negative
@rule("U4", "A1")
def test_the_token_of_a_deleted_account_shows_nothing(newcomer: Newcomer) -> None:
    gone = newcomer()
    gone.delete("/users/me")
    answer = gone.get("/users/me")
    assert_problem(answer, 401, "unauthenticated")
    assert 'error="invalid_token"' in answer.headers["WWW-Authenticate"]
