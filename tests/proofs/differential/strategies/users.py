"""Requests about the two authors, such as never make an account, and such as miss."""

from hypothesis import strategies as st

from tests.proofs.differential.strategies import values
from tests.proofs.differential.strategies.choosing import any_of, mostly
from tests.proofs.differential.strategies.posts import MISS_POST, POSTS
from tests.proofs.differential.strategies.requests import authors, nobody, readers, request

USERS, ME, TOKENS = "/api/v1/users", "/api/v1/users/me", "/api/v1/tokens"

# Only wrong queries: who else is registered is nothing that the reference can know.
LIST_USERS = request(
    "GET",
    st.sampled_from(["limit=0", "limit=101", "limit=abc", "sort=id", "cursor=!"]).map(
        f"{USERS}?{{}}".format
    ),
    nobody,
)
some_ids = any_of(
    [st.sampled_from(["<user alice>", "<user bob>"]), values.missing_ids, values.no_ids]
)
READ_USER = request("GET", some_ids.map(f"{USERS}/{{}}".format), mostly(nobody, authors, 5))
READ_ME = request("GET", ME, authors)
# Also what others have taken as a name: a bio never is.
bios = st.sampled_from(["", "Down\nthe rabbit hole.", "<run>_alice", "<run>.alice@example.com"])
profile = st.fixed_dictionaries({"bio": bios})
# With a wrong email or password nothing of an account changes, so none of these costs a hash.
spoilt = st.fixed_dictionaries(
    {}, optional={name: values.wrong(name) for name in ("bio", "current_password")}
)
bad_profile = st.builds(
    lambda members, name, value: {**members, name: value},
    spoilt,
    *(st.just("password"), values.wrong("password")),
)
profiles = mostly(values.members(profile, ["bio"]), bad_profile, 2)
UPDATE_ME = request("PATCH", ME, authors, body=profiles)

account = st.fixed_dictionaries({"username": st.just("<run>_x"), "email": st.just("<run>@x.co")})
bad_accounts = st.builds(
    lambda members, password: {**members, "password": password},
    values.members(account, ["username", "email", "bio"]),
    values.wrong("password"),
)
bad_logins = st.fixed_dictionaries(
    {
        "username": st.sampled_from(["<run>_alice", "", "x" * 255, "a\x00", None, 1]),
        "password": values.wrong("current_password"),
    }
)
REGISTER_BADLY = request("POST", USERS, nobody, body=bad_accounts)
LOG_IN_BADLY = request("POST", TOKENS, nobody, body=bad_logins)

paths = st.sampled_from([POSTS, USERS, ME, f"{POSTS}/<post p1>", f"{USERS}/<user alice>", TOKENS])
MISUSE = request("PUT", paths, readers)
GO_ASTRAY = request(
    "GET",
    mostly(
        st.sampled_from(["/api/v1", "/api/v2/users", "/api/v1/comments"]),
        paths.map("{}/".format),
        1,
    ),
    authors,
)

ACCOUNTS = any_of([LIST_USERS, READ_USER, READ_ME, UPDATE_ME, UPDATE_ME])
ELSEWHERE = any_of([MISS_POST, MISUSE, GO_ASTRAY])
REJECTED = any_of([REGISTER_BADLY, LOG_IN_BADLY])
