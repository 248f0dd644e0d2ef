"""What the suite is told on the command line."""

from pathlib import Path

import pytest

from tests.support.databases import KINDS
from tests.support.implementations import IMPLEMENTATIONS


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
    group.addoption(
        "--rule",
        action="append",
        default=[],
        metavar="ID[,...]",
        help="only the cases of these rules of shared_contract/rules.yaml",
    )
    group.addoption(
        "--timeout",
        type=float,
        default=40,
        metavar="SECONDS",
        help="how long to wait for a response",
    )
    group.addoption("--insecure", action="store_true", help="accept any certificate")
    group.addoption(
        "--report",
        type=Path,
        metavar="DIR",
        help="write index.html, report.json and badges there (as one word: --report=DIR, since "
        "pytest takes a folder which stands alone for a place of tests)",
    )
