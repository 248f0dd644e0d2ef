"""The site with the explorer in it, beside the servers of the demo."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.support.servers import Server
from tests.tools.demo.loading import Tokens
from tests.tools.demo.sample import Writer
from tests.tools.demo.servers import TITLES, traces
from tests.tools.explorer.request import USERS
from tests.tools.explorer.sending import Sender, Target
from tests.tools.explorer.server import serving_explorer


@dataclass(frozen=True)
class Explorer:
    """A running explorer: where it is, and what sends its requests."""

    url: str
    sender: Sender


@contextmanager
def exploring(
    servers: Mapping[str, Server],
    tokens: list[Tokens],
    writers: list[Writer],
    folder: Path,
    port: int = 0,
) -> Iterator[Explorer]:
    """Serve the site that was built into `folder / "site"` for as long as the block lasts."""
    targets = [
        Target(name, TITLES[name], server.url, traces(folder, name), _of_users(own))
        for (name, server), own in zip(servers.items(), tokens, strict=True)
    ]
    sender = Sender(targets, {one.username: one for one in writers if one.username in USERS})
    with serving_explorer(sender, folder / "site", port) as url:
        yield Explorer(url, sender)


def _of_users(tokens: Tokens) -> Tokens:
    return {name: token for name, token in tokens.items() if name in USERS}
