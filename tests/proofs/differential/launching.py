"""The targets of a run: servers started for it, or URLs of servers that are up."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager

from tests.support.databases import KINDS
from tests.support.targets import Running, add_target_options


def add_options(parser: argparse.ArgumentParser) -> None:
    add_target_options(parser, "NAME|URL[,…]", "to start, or base URLs of servers that are up")
    parser.add_argument("--database", choices=KINDS, default="sqlite")


@contextmanager
def started(options: argparse.Namespace) -> Iterator[dict[str, str]]:
    """Base URLs by name, for as long as the block lasts."""
    interpreters = dict(pair.split("=", 1) for pair in options.python)
    running = Running(interpreters, options.database)
    try:
        targets = running.start(options.target.split(","), configured=False)
        yield {name: target.url for name, target in targets.items()}
    finally:
        running.stop(keep_logs=False)
