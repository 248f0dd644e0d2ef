"""The fixtures that most cases use: API clients, accounts and posts."""

from collections.abc import Callable, Iterator
from functools import cache, partial
from typing import Any

import httpx
import pytest

from tests.support.api_client import API, ApiClient, CreatePost, MakeUser, fresh_name, register
from tests.support.exchanges import (
    announce_httpx,
    close_after_large_body,
    from_httpx,
    record,
)
from tests.support.openapi_checks import validate
from tests.support.targets import Target
from tests.support.tls import trust


def _record_and_validate(response: httpx.Response) -> None:
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
        event_hooks={
            "request": [close_after_large_body, announce_httpx],
            "response": [_record_and_validate],
        },
    ) as client:
        yield client


@pytest.fixture(scope="session")
def site(http: httpx.Client, target: Target) -> ApiClient:
    """A client without a token, at the root of the server."""
    return ApiClient(http, target.url)


@pytest.fixture(scope="session")
def anonymous(http: httpx.Client, target: Target) -> ApiClient:
    """A client without a token."""
    return ApiClient(http, target.url + API)


@pytest.fixture(scope="session")
def configured(http: httpx.Client, target: Target) -> ApiClient:
    """A client of the second server: tokens of 2 seconds, one allowed origin."""
    return ApiClient(http, target.configured_url + API)


@pytest.fixture(scope="session")
def _accounts(anonymous: ApiClient) -> Callable[[str], ApiClient]:
    @cache
    def account(name: str) -> ApiClient:
        return register(anonymous, username=fresh_name(name))

    return account


@pytest.fixture
def alice(_accounts: Callable[[str], ApiClient]) -> ApiClient:
    """The author of most posts; no case changes or deletes her account."""
    return _accounts("alice")


@pytest.fixture
def bob(_accounts: Callable[[str], ApiClient]) -> ApiClient:
    """Another author; no case changes or deletes his account."""
    return _accounts("bob")


@pytest.fixture
def make_user(anonymous: ApiClient) -> MakeUser:
    """Makes a fresh account, which the case may change or delete: `make_user(bio="New.")`."""
    return partial(register, anonymous)


def new_post(author: ApiClient, **fields: str) -> httpx.Response:
    """A new post of the author's."""
    return author.post("/posts", json={"title": "A title", "body": "A body.", **fields})


def _shown(response: httpx.Response) -> dict[str, Any]:
    return {**response.raise_for_status().json(), "etag": response.headers["etag"]}


@pytest.fixture
def create_post() -> CreatePost:
    """Creates a post: `create_post(alice, status="draft")`."""
    return new_post


@pytest.fixture
def published(alice: ApiClient) -> dict[str, Any]:
    """A fresh published post of alice's, its entity-tag under `etag`."""
    return _shown(new_post(alice))


@pytest.fixture
def draft(alice: ApiClient) -> dict[str, Any]:
    """A fresh draft of alice's, its entity-tag under `etag`."""
    return _shown(new_post(alice, status="draft"))
