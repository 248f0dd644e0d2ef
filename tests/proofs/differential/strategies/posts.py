"""Requests about posts."""

from typing import Any

from hypothesis import strategies as st

from tests.proofs.differential.exchange import Request
from tests.proofs.differential.strategies.building import listing, members, request
from tests.proofs.differential.strategies.callers import (
    authors,
    if_match,
    if_none_match,
    ignored,
    nobody,
    readers,
    reading,
)
from tests.proofs.differential.strategies.choosing import mostly
from tests.proofs.differential.strategies.invalid_bodies import json_text
from tests.proofs.differential.strategies.invalid_headers import JSON_TYPE, Headers
from tests.proofs.differential.strategies.invalid_values import (
    cursors,
    limits,
    missing_ids,
    no_integers,
    words,
)

POSTS = "/api/v1/posts"

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

plain_headers: Headers = (("Authorization", "Bearer <token alice>"), *JSON_TYPE)
this_post = mostly(st.just(f"{POSTS}/<post it>"), st.just(f"{POSTS}/<escaped post it>"), 12)
CREATE_POST = request("POST", POSTS, authors, ignored, body=new_posts)
READ_POST = request(reading, this_post, readers, if_none_match, mostly(nobody, if_match, 6))
UPDATE_POST = request("PATCH", this_post, authors, if_match, body=changes)
EDIT_POST = st.builds(
    lambda members, headers: Request("PATCH", f"{POSTS}/<post it>", headers, json_text(members)),
    st.fixed_dictionaries({}, optional=post_members | status),
    st.sampled_from([plain_headers, (*plain_headers, ("If-Match", "<etag post it>"))]),
)
PLAIN_POST = st.builds(
    lambda members: Request("POST", POSTS, plain_headers, json_text(members)),
    st.fixed_dictionaries(post_members | status),
)
SOME_POSTS = st.lists(PLAIN_POST, min_size=1, max_size=3)
DELETE_POST = request("DELETE", this_post, authors, if_match)
ids = mostly(st.sampled_from(["<user alice>", "<user bob>"]), missing_ids | no_integers, 3)
own_cursors = st.sampled_from(["<cursor post p1>", "<cursor post p2>"])
good_pages = {
    "author_id": st.sampled_from(["<user alice>", "<user bob>"]),
    "limit": st.sampled_from(["1", "2", "3", "100"]),
    "sort": st.sampled_from(["newest", "oldest"]),
    "cursor": own_cursors,
    "status": statuses,
}
odd_pages = {
    "author_id": ids,
    "limit": limits,
    "sort": words,
    "cursor": mostly(own_cursors, cursors, 2),
    "status": words,
}
LIST_POSTS = mostly(
    listing(POSTS, good_pages, readers),
    listing(POSTS, odd_pages, readers),
    2,
)
WALK = st.builds(
    lambda limit, sort, status: Request(
        "GET",
        f"{POSTS}?author_id=<user alice>&limit={limit}&sort={sort}&status={status}",
        plain_headers[:1],
    ),
    st.integers(1, 2),
    st.sampled_from(["newest", "oldest"]),
    statuses,
)
