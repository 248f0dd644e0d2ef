"""The contract suite: the same black-box cases for every target."""

import pytest

pytest_plugins = [
    "tests.options",
    "tests.exchanges",
    "tests.targets",
    "tests.rules",
    "tests.cast",
    "tests.households",
    "tests.sockets",
    "tests.simultaneous",
    "tests.refusals",
    "tests.summary",
    "tests.conformance.cleaning",
    "tests.report.collecting",
]

pytest.register_assert_rewrite("tests.document", "tests.problems", *pytest_plugins)
