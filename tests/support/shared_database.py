"""Several implementations on one database."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache

import httpx
import pytest

from tests.support.api_client import API, ApiClient
from tests.support.implementations import IMPLEMENTATIONS
from tests.support.servers import Program, Server, adopt, launch, stop
from tests.support.target_plugin import TARGETS
from tests.support.targets import Target

NAMES = [name for name in IMPLEMENTATIONS if name != "reference"]
Peers = dict[str, ApiClient]


@pytest.fixture(scope="session")
def _start_peer(request: pytest.FixtureRequest) -> Iterator[Callable[[str, str], str]]:
    """Starts an implementation on the database of a target, once, and returns its URL."""
    servers: list[Server] = []
    targets = request.config.stash[TARGETS]

    @cache
    def start_peer(owner: str, name: str) -> str:
        peer = _peer(targets, owner, name)
        adopt(peer)
        servers.append(launch(peer))
        return servers[-1].url

    yield start_peer
    stop(*servers)


@pytest.fixture
def peers(http: httpx.Client, target: Target, _start_peer: Callable[[str, str], str]) -> Peers:
    """A client of each implementation, all on the database which the target made."""
    own = target.name.partition("@")[0]
    urls = {name: target.url if name == own else _start_peer(target.name, name) for name in NAMES}
    return {name: ApiClient(http, url + API) for name, url in urls.items()}


@pytest.fixture
def peer_programs(request: pytest.FixtureRequest, target: Target, peers: Peers) -> list[Program]:
    """Each implementation on the database which the target made, to be started once more."""
    targets = request.config.stash[TARGETS]
    return [_peer(targets, target.name, name) for name in peers]


@pytest.fixture
def writer(peers: Peers, target: Target) -> ApiClient:
    """A client of the implementation which made the database."""
    return peers[target.name.partition("@")[0]]


@pytest.fixture(params=NAMES, ids=lambda name: f"read by {name}")
def reader(peers: Peers, request: pytest.FixtureRequest) -> ApiClient:
    """A client of each implementation in turn."""
    return peers[request.param]


def _peer(targets: dict[str, Target], owner: str, name: str) -> Program:
    """An implementation on the database of a target."""
    own, other = (targets[each].program for each in (owner, _on_same_kind(owner, name)))
    assert own is not None
    assert other is not None
    return replace(other, database_url=own.database_url)


def _on_same_kind(owner: str, name: str) -> str:
    """The target with this name on the kind of database that the owner has."""
    _, at, database = owner.partition("@")
    return f"{name}{at}{database}"
