"""Accounts of one sequence: registering, logging in, changing, deletion."""

from hypothesis import strategies as st

from tests.proofs.differential.strategies.choosing import any_of
from tests.proofs.differential.strategies.posts import POSTS
from tests.proofs.differential.strategies.requests import authorization, request
from tests.proofs.differential.strategies.users import ME, bios

PASSWORD = "correct horse battery"
passwords = st.sampled_from([PASSWORD, " " * 12, "🐇" * 128, "pässwörd\u00a0long"])
accounts = st.fixed_dictionaries(
    {
        "username": st.sampled_from(["<name>", "<long name>"]),
        "email": st.sampled_from(["<name>@EXAMPLE.com", "<name>+x@example.org"]),
        "password": passwords,
    },
    optional={"bio": bios},
)
taken = st.sampled_from(
    [
        {"username": "<run>_alice"},
        {"email": "<run>.ALICE@example.com"},
        {"username": "<run>_bob", "email": "<run>.alice@example.com"},
    ]
)
wrong_logins = st.sampled_from(
    [
        {"username": "<run>_alice", "password": "Correct horse battery"},
        {"username": "<run>_ALICE", "password": PASSWORD},
        {"username": "<run>_nobody", "password": PASSWORD},
        {"username": "🐇" * 254, "password": "\u2028"},
    ]
)
known_passwords = st.sampled_from(["right", "right", "almost", PASSWORD])
account_changes = st.fixed_dictionaries(
    {},
    optional={
        "email": st.sampled_from(["new.<name>@x.org", "<run>.alice@example.com", "<own>"]),
        "password": passwords.map(lambda password: password[::-1] + "!"),
        "current_password": st.sampled_from(["right", "right", "right", "wrong"]),
        "bio": bios,
    },
)
OWN = request("GET", ME, authorization("it"))
GUEST_POST = request(
    "POST", POSTS, authorization("it"), body=st.just({"title": "A guest", "body": "was here."})
)
REVOKE = request("DELETE", "/api/v1/tokens/current", authorization("it"))
LEAVE = request("DELETE", ME, authorization("it"))
GUEST = any_of([OWN, GUEST_POST, REVOKE])
