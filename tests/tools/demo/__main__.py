"""Show all three implementations side by side: `python -m tests.tools.demo [--once]`.

Starts them on their ports, loads the same sample data into each through its API, and serves the
site with the explorer in it. Sends each the same requests and shows the responses beside each
other; then serves on until it is interrupted.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from threading import Event

import httpx
from rich.console import Console

from tests.support.interruption import run_command
from tests.support.ports import EXPLORER_PORT, PORTS
from tests.tools.demo import screen
from tests.tools.demo.exploring import Explorer, exploring
from tests.tools.demo.loading import LoadError, Tokens, load_all
from tests.tools.demo.responses import Conversation, differences
from tests.tools.demo.sample import SampleError, Writer, load_sample
from tests.tools.demo.servers import TITLES, find_interpreters, require_free_ports, serving
from tests.tools.demo.steps import SCRIPT, Step
from tests.tools.site.building import build


def main() -> int:
    chosen = _arguments()
    try:
        writers = load_sample()
        interpreters = find_interpreters(dict(chosen.python))
        require_free_ports(*([] if chosen.once else [EXPLORER_PORT]))
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
        tempfile.TemporaryDirectory(prefix="demo-") as name,
        serving(interpreters, Path(name), with_traces=not once) as servers,
    ):
        urls = {TITLES[name]: server.url for name, server in servers.items()}
        tokens = _load(urls, writers)
        screen.show_sample(console, writers, time.monotonic() - begin)
        if once:
            agreed = _compare(console, urls, tokens)
        else:
            build(Path(name) / "site")
            with exploring(servers, tokens, writers, Path(name), EXPLORER_PORT) as explorer:
                agreed = _compare_and_serve(console, urls, tokens, explorer)
    return 0 if agreed == len(SCRIPT) else 1


def _compare_and_serve(
    console: Console, urls: Mapping[str, str], tokens: list[Tokens], explorer: Explorer
) -> int:
    """Compare, while the explorer waits, then serve until interrupted."""
    screen.show_site(console, explorer.url)
    with explorer.sender.lock:
        agreed = _compare(console, urls, tokens)
    with suppress(KeyboardInterrupt):
        screen.show_addresses(console, explorer.url, urls)
        Event().wait()
    return agreed


def _load(urls: Mapping[str, str], writers: list[Writer]) -> list[Tokens]:
    """Load the data into all."""
    with _clients(urls) as apis:
        return load_all(apis, writers)


def _compare(console: Console, urls: Mapping[str, str], tokens: list[Tokens]) -> int:
    """Send the script to all, and count the steps in which they agree."""
    with _clients(urls) as apis:
        conversations = dict(zip(urls, map(Conversation, apis, tokens), strict=True))
        agreed = sum(_agree(console, step, conversations) for step in SCRIPT)
    screen.show_total(console, agreed)
    return agreed


@contextmanager
def _clients(urls: Mapping[str, str]) -> Iterator[list[httpx.Client]]:
    with ExitStack() as stack:
        clients = [httpx.Client(base_url=url, trust_env=False, timeout=30) for url in urls.values()]
        yield [stack.enter_context(client) for client in clients]


def _agree(console: Console, step: Step, conversations: Mapping[str, Conversation]) -> bool:
    responses = {title: one.response(step) for title, one in conversations.items()}
    differing = differences(list(responses.values()))
    screen.show_step(console, step, responses, differing)
    return not differing


if __name__ == "__main__":
    run_command(main)
