"""Requests that miss: other paths, methods, rows, and bodies that are nearly no JSON."""

from hypothesis import strategies as st

from tests.proofs.differential.exchange import Request
from tests.proofs.differential.strategies.building import joined, request
from tests.proofs.differential.strategies.callers import authors, ignored, nobody, readers, reading
from tests.proofs.differential.strategies.choosing import any_of, mostly
from tests.proofs.differential.strategies.invalid_bodies import contents
from tests.proofs.differential.strategies.invalid_headers import content_types, hosts
from tests.proofs.differential.strategies.invalid_paths import methods, odd_paths, path_changes
from tests.proofs.differential.strategies.invalid_values import missing_ids
from tests.proofs.differential.strategies.posts import POSTS
from tests.proofs.differential.strategies.users import LOG_IN_BADLY, ME, REGISTER_BADLY, USERS

MISS_POST = request(
    st.sampled_from(["GET", "HEAD", "DELETE", "PATCH"]),
    missing_ids.map(lambda text: f"{POSTS}/{text}"),
    *(readers, content_types, ignored),
)

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
    reading,
    st.sampled_from(["/health/live", "/health/ready", "/openapi.json", f"{USERS}/<user alice>"]),
    mostly(nobody, hosts, 2),
)

ELSEWHERE = any_of([MISS_POST, LOOK, MISUSE, GO_ASTRAY, GO_ASTRAY])
REJECTED = any_of([REGISTER_BADLY, LOG_IN_BADLY, SEND_TEXT])
