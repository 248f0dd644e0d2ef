"""The contract suite: the same black-box cases for every target."""

import pytest

pytest_plugins = [
    "tests.support.options",
    "tests.support.exchanges",
    "tests.support.target_plugin",
    "tests.support.rules",
    "tests.support.fixtures",
    "tests.support.shared_database",
    "tests.support.raw_fixtures",
    "tests.support.extra_operations",
    "tests.support.concurrency",
    "tests.support.error_cases",
    "tests.support.summary",
    "tests.tools.conformance.cleanup",
    "tests.tools.report.collecting",
]

pytest.register_assert_rewrite(
    "tests.support.openapi_checks", "tests.support.problems", *pytest_plugins
)
