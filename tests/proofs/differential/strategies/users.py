"""Requests about the two authors, and such as never make an account."""

from hypothesis import strategies as st

from tests.proofs.differential.strategies.building import listing, members, request
from tests.proofs.differential.strategies.callers import authors, ignored, nobody, reading
from tests.proofs.differential.strategies.choosing import any_of, mostly
from tests.proofs.differential.strategies.invalid_values import cursors, limits, missing_ids, words

USERS, ME = "/api/v1/users", "/api/v1/users/me"
pages = {
    "limit": limits,
    "sort": words,
    "cursor": mostly(st.sampled_from(["<cursor user alice>", "<cursor user bob>"]), cursors, 2),
}
LIST_USERS = listing(USERS, pages, mostly(nobody, authors, 5))

some_ids = mostly(
    st.sampled_from(["<user alice>", "<user bob>", "<escaped user bob>"]), missing_ids, 5
)
READ_USER = request(
    reading, some_ids.map(lambda text: f"{USERS}/{text}"), mostly(nobody, authors, 5)
)
READ_ME = request(reading, ME, authors, ignored)
# Also what others have taken as a name: a bio never is.
bios = st.sampled_from(
    ["", "Down\nthe rabbit hole.", "🎩", "é" * 500, "<run>_alice", "<run>.alice@example.com"]
)
profile = members(st.fixed_dictionaries({"bio": bios}), ["bio"])
spoilt = [
    {"email": "a@b"},
    {"password": "short"},
    {"current_password": ""},
    {"password": "a\nb" * 9},
]
bad_profile = st.builds(
    lambda given, spoil: {**given, **spoil} if isinstance(given, dict) else spoil,
    members(st.fixed_dictionaries({"bio": bios}), ["bio", "email", "password", "current_password"]),
    st.sampled_from(spoilt),
)
UPDATE_ME = request("PATCH", ME, authors, ignored, body=mostly(profile, bad_profile, 2))

account = st.fixed_dictionaries({"username": st.just("<run>_x"), "email": st.just("<run>@x.co")})
bad_accounts = st.builds(
    lambda given, spoil: {**given, **spoil},
    members(account, ["username", "email", "password", "bio"], times=1),
    st.sampled_from([*spoilt, {"username": "Alice"}, {"bio": None}]),
)
bad_logins = st.builds(
    lambda given, spoil: {**given, **spoil},
    members(account, ["username", "current_password"], times=1),
    st.sampled_from([{"password": None}, {"password": "x" * 129}, {"username": "a\x00"}, {"x": 1}]),
)
REGISTER_BADLY = request("POST", USERS, mostly(nobody, authors, 5), body=bad_accounts)
LOG_IN_BADLY = request("POST", "/api/v1/tokens", mostly(nobody, authors, 5), body=bad_logins)

ACCOUNTS = any_of([LIST_USERS, READ_USER, READ_ME, UPDATE_ME, UPDATE_ME])
