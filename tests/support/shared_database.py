"""Several implementations on one database."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache

import httpx
import pytest

from tests.support.api_client import API, Character
from tests.support.implementations import IMPLEMENTATIONS
from tests.support.servers import Server, launch, stop
from tests.support.target_plugin import TARGETS
from tests.support.targets import Target

NAMES = [name for name in IMPLEMENTATIONS if name != "miniature"]
Household = dict[str, Character]


@pytest.fixture(scope="session")
def _lodgers(request: pytest.FixtureRequest) -> Iterator[Callable[[str, str], str]]:
    """Starts an implementation on the database of a target, once; its URL."""
    servers: list[Server] = []
    targets = request.config.stash[TARGETS]

    @cache
    def lodger(home: str, name: str) -> str:
        host, guest = (targets[each].program for each in (home, _sibling(home, name)))
        assert host is not None
        assert guest is not None
        servers.append(launch(replace(guest, database_url=host.database_url)))
        return servers[-1].url

    yield lodger
    stop(*servers)


@pytest.fixture
def household(http: httpx.Client, target: Target, _lodgers: Callable[[str, str], str]) -> Household:
    """Nobody in particular at each implementation, all on the database which the target made."""
    own = target.name.partition("@")[0]
    urls = {name: target.url if name == own else _lodgers(target.name, name) for name in NAMES}
    return {name: Character(http, url + API) for name, url in urls.items()}


@pytest.fixture
def writer(household: Household, target: Target) -> Character:
    """Somebody at the implementation which made the database."""
    return household[target.name.partition("@")[0]]


@pytest.fixture(params=NAMES, ids=lambda name: f"read by {name}")
def reader(household: Household, request: pytest.FixtureRequest) -> Character:
    """Somebody at each implementation in turn."""
    return household[request.param]


def _sibling(home: str, name: str) -> str:
    _, at, database = home.partition("@")
    return f"{name}{at}{database}"
