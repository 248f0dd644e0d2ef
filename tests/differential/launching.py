"""The targets of a run: servers started for it, or URLs of servers that are up."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager

from tests.databases import KINDS
from tests.running import Running


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--targets",
        default="django,flask,fastapi",
        metavar="NAME|URL[,…]",
        help="implementations to start, or base URLs of servers that are up",
    )
    parser.add_argument("--database", choices=KINDS, default="sqlite")
    parser.add_argument(
        "--python",
        action="append",
        default=[],
        metavar="NAME=PATH",
        help="interpreter of an implementation (default: .nox/env-NAME/bin/python)",
    )


@contextmanager
def started(options: argparse.Namespace) -> Iterator[dict[str, str]]:
    """Base URLs by name, for as long as the block lasts."""
    interpreters = dict(pair.split("=", 1) for pair in options.python)
    running = Running(interpreters, options.database)
    try:
        targets = running.start(options.targets.split(","), tuned=False)
        yield {name: target.url for name, target in targets.items()}
    finally:
        running.stop(keep_logs=False)
