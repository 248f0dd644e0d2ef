"""Several implementations on one database."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache

import httpx
import pytest

from tests.support.api_client import API, ApiClient
from tests.support.implementations import IMPLEMENTATIONS
from tests.support.servers import Server, launch, stop
from tests.support.target_plugin import TARGETS
from tests.support.targets import Target

NAMES = [name for name in IMPLEMENTATIONS if name != "reference"]
Peers = dict[str, ApiClient]


@pytest.fixture(scope="session")
def _start_peer(request: pytest.FixtureRequest) -> Iterator[Callable[[str, str], str]]:
    """Starts an implementation on the database of a target, once; its URL."""
    servers: list[Server] = []
    targets = request.config.stash[TARGETS]

    @cache
    def start_peer(home: str, name: str) -> str:
        host, guest = (targets[each].program for each in (home, _sibling(home, name)))
        assert host is not None
        assert guest is not None
        servers.append(launch(replace(guest, database_url=host.database_url)))
        return servers[-1].url

    yield start_peer
    stop(*servers)


@pytest.fixture
def peers(http: httpx.Client, target: Target, _start_peer: Callable[[str, str], str]) -> Peers:
    """Nobody in particular at each implementation, all on the database which the target made."""
    own = target.name.partition("@")[0]
    urls = {name: target.url if name == own else _start_peer(target.name, name) for name in NAMES}
    return {name: ApiClient(http, url + API) for name, url in urls.items()}


@pytest.fixture
def writer(peers: Peers, target: Target) -> ApiClient:
    """Somebody at the implementation which made the database."""
    return peers[target.name.partition("@")[0]]


@pytest.fixture(params=NAMES, ids=lambda name: f"read by {name}")
def reader(peers: Peers, request: pytest.FixtureRequest) -> ApiClient:
    """Somebody at each implementation in turn."""
    return peers[request.param]


def _sibling(home: str, name: str) -> str:
    _, at, database = home.partition("@")
    return f"{name}{at}{database}"
