"""Paths that are none of the API's, or are its own in another spelling."""

from collections.abc import Callable

from hypothesis import strategies as st

from tests.proofs.differential.strategies.choosing import any_of
from tests.proofs.differential.strategies.invalid_values import no_ids, split

# No encoded slash between segments: whether that makes another path is the server's choice.
PATHS: list[Callable[[str], str]] = [
    lambda path: path + "/",
    lambda path: "/" + path,
    lambda path: path.replace("/v1/", "/v1//"),
    lambda path: path + "%0A",
    lambda path: path + "%0D%0A",
    lambda path: path + "%2F",
    lambda path: path + "%00",
    lambda path: path + "%20",
    lambda path: path + ".json",
    lambda path: path + ";a=b",
    lambda path: path.replace("/v1/", "/V1/"),
    lambda path: path.replace("/v1/", "/v1/./"),
    lambda path: path.replace("/v1/", "/v1/x/../"),
    lambda path: path.replace("/v1/", "/v%31/"),
    lambda path: path.replace("/p", "/%70"),
    lambda path: path.replace("/users", "/%75sers"),
    lambda path: path + "%FF",
    lambda path: path + "%zz",
    lambda path: path + "%",
    lambda path: path + "%C3%A9",
]
path_changes = st.sampled_from(PATHS)
# Ids of rows that are there, spelt as no id is.
spellings = split(
    "0<{0}> 00<{0}> %30<{0}> +<{0}> -<{0}> <{0}>.0 <{0}>e0 %20<{0}> <{0}>%20 <{0}>%0A <{0}>%00 "
    "<{0}>;a=b <{0}>, <{0}>%2F <{0}>.json",
    ["<wide {0}>"],
)
misspelt = st.builds(
    lambda spelling, row: f"/api/v1/{row[0]}/{spelling.format(row[1])}",
    spellings,
    st.sampled_from([("posts", "post p1"), ("users", "user alice")]),
)
odd_paths = any_of(
    [
        st.sampled_from(["/", "/api", "/api/v1", "/api/v1/", "/api/v2/users", "/favicon.ico"]),
        no_ids.map(lambda text: f"/api/v1/posts/{text}"),
        no_ids.map(lambda text: f"/api/v1/users/{text}"),
        misspelt,
        misspelt,
    ]
)
METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "get"]
methods = st.sampled_from(METHODS)
