"""The cases which nginx answers itself, and rightly; the service never sees the request."""

from collections.abc import Iterator

LINES = [
    "first of three",
    "last of three",
    "second",
    "an empty",
    "text on another",
    "star on another",
]
# By file, test, and how the parameters begin.
CASES = {
    # Nginx takes no TRACE.
    ("http/test_methods", "test_another_method_is_rejected_and_the_right_ones_are_named"): [
        "TRACE"
    ],
    ("http/test_methods", "test_without_a_token_that_may_be_missed_first"): ["TRACE"],
    # It rejects a header that may come once and comes in several lines.
    ("accounts/test_authentication", "test_the_header_sent_twice_is_read_once_or_rejected"): [""],
    ("conditional/test_conditional_requests", "test_a_current_copy_is_not_sent_again"): LINES,
    ("conditional/test_conditional_requests", "test_a_change_whose_condition_holds_is_made"): LINES,
    (
        "conditional/test_conditional_requests",
        "test_a_deletion_whose_condition_holds_is_made",
    ): LINES,
    ("conditional/test_conditional_requests", "test_a_malformed_condition_fails_or_is_none"): LINES,
    (
        "conditional/test_conditional_requests",
        "test_a_malformed_list_of_copies_is_current_or_not",
    ): LINES,
    # A NUL in a path is no path to it.
    ("http/test_paths", "test_an_unknown_path_is_not_found"): ["/api/v1/posts%00"],
    ("http/test_paths", "test_what_is_no_positive_integer_is_not_found"): [
        "users-1%00",
        "posts-1%00",
    ],
    # It sends on what it takes for HTTP, without what it does not understand.
    ("http/test_connections", "test_what_is_no_http_is_rejected_or_cut_off"): [
        "an unknown",
        "a header without",
    ],
}


def options(target: str) -> Iterator[str]:
    """For pytest: every case of a target that begins so."""
    for (file, test), beginnings in CASES.items():
        for beginning in beginnings:
            yield f"--deselect=tests/contract/{file}.py::{test}[{target}-{beginning}"
