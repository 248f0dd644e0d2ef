"""Requests about posts."""

from hypothesis import strategies as st

from tests.proofs.differential.exchange import Request
from tests.proofs.differential.strategies import values
from tests.proofs.differential.strategies.choosing import any_of, mostly
from tests.proofs.differential.strategies.requests import (
    JSON_TYPE,
    Headers,
    authors,
    if_match,
    if_none_match,
    json_text,
    listing,
    readers,
    request,
)

POSTS = "/api/v1/posts"
POST = f"{POSTS}/<post it>"
NAMES = ["title", "body", "status"]

given = values.right(*NAMES)
needed, status = {name: given[name] for name in NAMES[:2]}, {"status": given["status"]}
new_posts = st.fixed_dictionaries(needed, optional=status)
changes = st.fixed_dictionaries({}, optional=given)

plain_headers: Headers = (("Authorization", "Bearer <token alice>"), *JSON_TYPE)
CREATE_POST = request("POST", POSTS, authors, body=values.members(new_posts, NAMES))
READ_POST = request("GET", POST, readers, if_none_match)
UPDATE_POST = request("PATCH", POST, authors, if_match, body=values.members(changes, NAMES))
EDIT_POST = st.builds(
    lambda members, headers: Request("PATCH", POST, headers, json_text(members)),
    changes,
    st.sampled_from([plain_headers, (*plain_headers, ("If-Match", "<etag post it>"))]),
)
SOME_POSTS = st.lists(
    st.builds(lambda body: Request("POST", POSTS, plain_headers, json_text(body)), new_posts),
    min_size=1,
    max_size=3,
)
DELETE_POST = request("DELETE", POST, authors, if_match)
# Of one author: who else has posts in a database is nothing that the reference can know.
OF_AN_AUTHOR = [f"{POSTS}?author_id=<user {name}>&" for name in ("alice", "bob")]
good_pages = {
    "limit": st.sampled_from(["1", "2", "100"]),
    "sort": st.sampled_from(["newest", "oldest"]),
    "status": given["status"],
}
odd_pages = {
    "limit": values.limits,
    "sort": values.sorts,
    "status": values.statuses,
    "cursor": values.bad_cursors,
}
LIST_POSTS = any_of(
    [
        *(listing(path, good_pages, readers) for path in OF_AN_AUTHOR),
        *(listing(path, odd_pages, readers) for path in OF_AN_AUTHOR),
        listing(f"{POSTS}?author_id=0&", odd_pages, readers),
        request("GET", values.authors.map(f"{POSTS}?author_id={{}}".format), readers),
    ]
)
WALK = st.builds(
    lambda limit, sort, status: Request(
        "GET",
        f"{POSTS}?author_id=<user alice>&limit={limit}&sort={sort}&status={status}",
        plain_headers[:1],
        creates="next",
    ),
    st.integers(1, 2),
    st.sampled_from(["newest", "oldest"]),
    given["status"],
)
MISS_POST = request(
    st.sampled_from(["GET", "DELETE"]),
    mostly(values.missing_ids, values.no_ids, 1).map(f"{POSTS}/{{}}".format),
    readers,
)
