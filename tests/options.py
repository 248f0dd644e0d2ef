"""What the suite is told on the command line."""

import pytest

from tests.databases import KINDS
from tests.implementations import IMPLEMENTATIONS


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("contract")
    group.addoption(
        "--target",
        action="append",
        default=[],
        metavar="NAME[@DATABASE]|URL",
        help=f"what to test, also several with commas: {', '.join(IMPLEMENTATIONS)} or a base URL",
    )
    group.addoption("--database", choices=KINDS, default="sqlite", help="for targets without one")
    group.addoption(
        "--python",
        action="append",
        default=[],
        metavar="NAME=PATH",
        help="interpreter of an implementation (default: .nox/env-NAME/bin/python)",
    )
