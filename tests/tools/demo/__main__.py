"""Show all three implementations side by side: `python -m tests.tools.demo [--once]`.

Starts them on their ports, loads the same sample data into each through its API, sends each the
same requests and shows the responses beside each other; then serves until it is interrupted.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Mapping
from contextlib import ExitStack, suppress
from pathlib import Path
from threading import Event

import httpx
from rich.console import Console

from tests.support.interruption import run_command
from tests.support.ports import PORTS
from tests.tools.demo import screen
from tests.tools.demo.loading import LoadError, load_all
from tests.tools.demo.responses import Conversation, differences
from tests.tools.demo.sample import SampleError, Writer, load_sample
from tests.tools.demo.servers import TITLES, find_interpreters, require_free_ports, serving
from tests.tools.demo.steps import SCRIPT, Step


def main() -> int:
    chosen = _arguments()
    try:
        writers = load_sample()
        interpreters = find_interpreters(dict(chosen.python))
        require_free_ports()
        return _run(screen.open_console(), interpreters, writers, once=chosen.once)
    except (SampleError, LoadError, httpx.HTTPError) as error:
        print(error, file=sys.stderr)
        return 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.tools.demo")
    parser.add_argument("--once", action="store_true", help="stop after the comparison")
    parser.add_argument(
        "--python",
        type=_pair,
        action="append",
        default=[],
        metavar="NAME=PATH",
        help="interpreter of an implementation (default: .nox/env-NAME/bin/python)",
    )
    return parser.parse_args()


def _pair(text: str) -> tuple[str, str]:
    name, _, path = text.partition("=")
    if name not in PORTS or not path:
        raise argparse.ArgumentTypeError(f"{text} is not {'|'.join(PORTS)}=PATH")
    return name, path


def _run(
    console: Console, interpreters: Mapping[str, str], writers: list[Writer], once: bool
) -> int:
    begin = time.monotonic()
    screen.show_start(console)
    with (
        tempfile.TemporaryDirectory(prefix="demo-") as folder,
        serving(interpreters, Path(folder)) as servers,
    ):
        urls = {TITLES[name]: server.url for name, server in servers.items()}
        agreed = _compare(console, urls, writers, begin)
        screen.show_total(console, agreed)
        if not once:
            with suppress(KeyboardInterrupt):
                screen.show_addresses(console, urls)
                Event().wait()
    return 0 if agreed == len(SCRIPT) else 1


def _compare(console: Console, urls: Mapping[str, str], writers: list[Writer], begin: float) -> int:
    """Load the data, send the script to all, and count the steps in which they agree."""
    with ExitStack() as stack:
        clients = [httpx.Client(base_url=url, trust_env=False, timeout=30) for url in urls.values()]
        apis = [stack.enter_context(client) for client in clients]
        tokens = load_all(apis, writers)
        screen.show_sample(console, writers, time.monotonic() - begin)
        conversations = dict(zip(urls, map(Conversation, apis, tokens), strict=True))
        return sum(_agree(console, step, conversations) for step in SCRIPT)


def _agree(console: Console, step: Step, conversations: Mapping[str, Conversation]) -> bool:
    responses = {title: one.response(step) for title, one in conversations.items()}
    differing = differences(list(responses.values()))
    screen.show_step(console, step, responses, differing)
    return not differing


if __name__ == "__main__":
    run_command(main)
