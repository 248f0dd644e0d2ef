"""What the rules send; `it` is the post or the guest that a rule is about."""

from typing import Any

from hypothesis import strategies as st

from tests.differential.drawing import joined, listing, members, request
from tests.differential.exchange import Request
from tests.differential.odd_requests import (
    Headers,
    authorization,
    condition,
    content_types,
    contents,
    methods,
    mostly,
    odd_paths,
    path_changes,
)
from tests.differential.odd_values import cursors, integers, missing_ids, words

Strategy = st.SearchStrategy[Request]

PASSWORD = "correct horse battery"
POSTS, USERS, ME = "/api/v1/posts", "/api/v1/users", "/api/v1/users/me"

nobody: st.SearchStrategy[Headers] = st.just(())
authors = mostly(authorization("alice"), authorization("bob"), 3)
readers = mostly(authors, nobody, 3)
if_match, if_none_match = condition("If-Match", "it"), condition("If-None-Match", "it")
ignored = mostly(nobody, if_match | if_none_match, 6)
reading = mostly(st.just("GET"), st.just("HEAD"), 4)

post_members: dict[str, Any] = {
    "title": st.sampled_from(["Down the Rabbit-Hole", "  The Pool of Tears  ", "🐇" * 200]),
    "body": st.sampled_from(["Alice was beginning", "\tto get\r\nvery tired ", "."]),
}
statuses = st.sampled_from(["published", "draft"])
status = {"status": statuses}
new_posts = members(st.fixed_dictionaries(post_members, optional=status), [*post_members, "status"])
changes = members(
    st.fixed_dictionaries({}, optional=post_members | status), [*post_members, "status"]
)

this_post = mostly(st.just(f"{POSTS}/<post it>"), st.just(f"{POSTS}/<escaped post it>"), 12)
CREATE_POST = request("POST", POSTS, authors, ignored, body=new_posts)
READ_POST = request(reading, this_post, readers, if_none_match, mostly(nobody, if_match, 6))
UPDATE_POST = request("PATCH", this_post, authors, if_match, body=changes)
DELETE_POST = request("DELETE", this_post, authors, if_match)
MISS_POST = request(
    st.sampled_from(["GET", "HEAD", "DELETE", "PATCH"]),
    missing_ids.map(lambda text: f"{POSTS}/{text}"),
    *(readers, content_types, ignored),
)

ids = mostly(st.sampled_from(["<user alice>", "<user bob>"]), missing_ids | integers, 3)
own_cursors = st.sampled_from(["<cursor post p1>", "<cursor post p2>", "<cursor user alice>"])
pages = {"limit": integers, "sort": words, "cursor": mostly(own_cursors, cursors, 2)}
good_pages = {
    "author_id": st.sampled_from(["<user alice>", "<user bob>"]),
    "limit": st.sampled_from(["1", "2", "3", "100"]),
    "sort": st.sampled_from(["newest", "oldest"]),
    "cursor": own_cursors,
    "status": statuses,
}
LIST_POSTS = mostly(
    listing(POSTS, good_pages, readers),
    listing(POSTS, {"author_id": ids, "status": words, **pages}, readers),
    2,
)
LIST_USERS = listing(USERS, pages, mostly(nobody, authors, 5))

some_ids = mostly(
    st.sampled_from(["<user alice>", "<user bob>", "<escaped user bob>"]), missing_ids, 5
)
READ_USER = request(
    reading, some_ids.map(lambda text: f"{USERS}/{text}"), mostly(nobody, authors, 5)
)
READ_ME = request(reading, ME, authors, ignored)
bios = st.sampled_from(["", "Down\nthe rabbit hole.", "🎩", "é" * 500])
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
SEND_TEXT = st.builds(
    lambda target, lines, body: Request(target[0], target[1], joined(lines), body),
    st.sampled_from(
        [
            ("POST", POSTS),
            ("POST", USERS),
            ("POST", "/api/v1/tokens"),
            ("PATCH", ME),
            ("PATCH", f"{POSTS}/999999999999999999"),
        ]
    ),
    st.tuples(authors, content_types).map(list),
    contents(st.just({})),
)

known_paths = [POSTS, USERS, ME, f"{POSTS}/<post p1>", f"{USERS}/<user alice>", "/api/v1/tokens"]
known_paths += ["/api/v1/tokens/current", "/health/live", "/health/ready", "/openapi.json"]
paths, misused = st.sampled_from(known_paths), st.sampled_from([*known_paths, "/docs"])
GO_ASTRAY = request(
    methods, odd_paths | st.builds(lambda path, change: change(path), paths, path_changes), readers
)
MISUSE = request(
    st.sampled_from(["PUT", "OPTIONS", "TRACE", "get", "PATCH", "POST"]), misused, readers
)
LOOK = request(
    reading, st.sampled_from(["/health/live", "/health/ready", "/openapi.json"]), ignored
)

passwords = st.sampled_from([PASSWORD, " " * 12, "🐇" * 128, "pässwörd\u00a0long"])
accounts = st.fixed_dictionaries(
    {
        "username": st.sampled_from(["<name>", "<name>_"]),
        "email": st.sampled_from(["<name>@EXAMPLE.com", "<name>{}@x.xn--p1ai"]),
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
account_changes = st.fixed_dictionaries(
    {},
    optional={
        "email": st.sampled_from(["new.<name>@x.org", "<run>.alice@example.com"]),
        "password": passwords.map(lambda password: password[::-1] + "!"),
        "current_password": st.sampled_from(["right", "right", "right", "wrong"]),
        "bio": bios,
    },
)
OWN = request(
    mostly(st.just("GET"), st.sampled_from(["HEAD", "PATCH"]), 3), ME, authorization("it"), ignored
)
GUEST_POST = request(
    "POST", POSTS, authorization("it"), body=st.just({"title": "A guest", "body": "was here."})
)
REVOKE = request("DELETE", "/api/v1/tokens/current", authorization("it"), ignored)
LEAVE = request("DELETE", ME, authorization("it"), ignored)
