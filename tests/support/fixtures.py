"""The fixtures of who acts in a case, and of what they have written."""

from collections.abc import Callable, Iterator
from functools import cache, partial
from typing import Any

import httpx
import pytest

from tests.support.api_client import API, Character, Newcomer, PostBy, fresh_name, register
from tests.support.exchanges import announce_httpx, from_httpx, record
from tests.support.openapi_checks import validate
from tests.support.targets import Target
from tests.support.tls import trust


def _watch(response: httpx.Response) -> None:
    response.read()
    exchange = from_httpx(response)
    record(exchange)
    validate(exchange)


@pytest.fixture(scope="session")
def http(pytestconfig: pytest.Config) -> Iterator[httpx.Client]:
    """The one connection pool of this process: making one is slow."""
    with httpx.Client(
        verify=trust(pytestconfig),
        trust_env=False,
        timeout=pytestconfig.option.timeout,
        event_hooks={"request": [announce_httpx], "response": [_watch]},
    ) as client:
        yield client


@pytest.fixture(scope="session")
def site(http: httpx.Client, target: Target) -> Character:
    """Nobody in particular, at the root of the server."""
    return Character(http, target.url)


@pytest.fixture(scope="session")
def anonymous(http: httpx.Client, target: Target) -> Character:
    """Somebody without a token."""
    return Character(http, target.url + API)


@pytest.fixture(scope="session")
def tuned(http: httpx.Client, target: Target) -> Character:
    """Somebody without a token, at the second server: short tokens, one allowed origin."""
    return Character(http, target.tuned_url + API)


@pytest.fixture(scope="session")
def _accounts(anonymous: Character) -> Callable[[str], Character]:
    @cache
    def account(name: str) -> Character:
        return register(anonymous, username=fresh_name(name))

    return account


@pytest.fixture
def alice(_accounts: Callable[[str], Character]) -> Character:
    """The author of most posts; no case changes or deletes her account."""
    return _accounts("alice")


@pytest.fixture
def bob(_accounts: Callable[[str], Character]) -> Character:
    """Another author; no case changes or deletes his account."""
    return _accounts("bob")


@pytest.fixture
def newcomer(anonymous: Character) -> Newcomer:
    """Makes a fresh account, which the case may change or delete: `newcomer(bio="New.")`."""
    return partial(register, anonymous)


def write_post(author: Character, **fields: str) -> httpx.Response:
    """A new post of the author's."""
    return author.post("/posts", json={"title": "A title", "body": "A body.", **fields})


def _shown(response: httpx.Response) -> dict[str, Any]:
    return {**response.raise_for_status().json(), "etag": response.headers["etag"]}


@pytest.fixture
def post_by() -> PostBy:
    """Creates a post: `post_by(alice, status="draft")`."""
    return write_post


@pytest.fixture
def published(alice: Character) -> dict[str, Any]:
    """A fresh published post of alice's, its entity-tag under `etag`."""
    return _shown(write_post(alice))


@pytest.fixture
def draft(alice: Character) -> dict[str, Any]:
    """A fresh draft of alice's, its entity-tag under `etag`."""
    return _shown(write_post(alice, status="draft"))
