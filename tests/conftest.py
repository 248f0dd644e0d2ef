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

# They start servers or wait for limits. First, they leave the short ones to fill what is left.
FIRST = [
    *("test_login_throttle.py", "test_tables.py", "test_settings.py", "test_shared_database.py"),
    *("test_time_limits.py", "test_health.py", "test_connections.py", "test_concurrent_writes.py"),
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: item.path.name not in FIRST)
