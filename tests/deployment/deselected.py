"""The cases which nginx answers itself, and rightly; the service never sees the request."""

from collections.abc import Iterator

CONDITIONAL = "conditional/test_conditional_requests.py::test_a_"
CONNECTIONS = "http/test_connections.py::test_"
METHODS = "http/test_methods.py::test_"
PATHS = "http/test_paths.py::test_"
TOKENS = "accounts/test_authentication.py::test_the_header_sent_twice_is_read_once_or_rejected"
FIRST = ["first of three lines"]
OTHERS = ["second line", "last of three", "an empty line", "text on another", "star on another"]
# A test, and how the parameters begin with which nginx answers.
CASES = [
    # It takes no TRACE.
    (f"{METHODS}another_method_is_rejected_and_the_right_ones_are_named", ["TRACE"]),
    (f"{METHODS}without_a_token_that_may_be_missed_first", ["TRACE"]),
    # It rejects a header that may come once and comes in several lines, with 400, which most
    # operations do not document.
    (TOKENS, ["getMe", "deleteMe", "revokeToken", "listPosts", "getPost", "deletePost"]),
    (f"{CONDITIONAL}current_copy_is_not_sent_again", FIRST),
    (f"{CONDITIONAL}change_whose_condition_holds_is_made", FIRST),
    (f"{CONDITIONAL}deletion_whose_condition_holds_is_made", FIRST),
    (f"{CONDITIONAL}malformed_condition_fails_or_is_none", OTHERS),
    (f"{CONDITIONAL}malformed_list_of_copies_is_current_or_not", OTHERS),
    # A NUL in a path is no path to it.
    (f"{PATHS}an_unknown_path_is_not_found", ["/api/v1/posts%00"]),
    (f"{PATHS}what_is_no_positive_integer_is_not_found", ["users-1%00", "posts-1%00"]),
    # It sends on what it takes for HTTP, without what it does not understand.
    (f"{CONNECTIONS}what_is_no_http_is_rejected_or_cut_off", ["an unknown", "a header without"]),
]


def options(target: str) -> Iterator[str]:
    """For pytest: every case of a target that begins so."""
    for test, beginnings in CASES:
        for beginning in beginnings:
            yield f"--deselect=tests/contract/{test}[{target}-{beginning}"
