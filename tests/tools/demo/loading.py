"""Fill empty implementations with the sample data, through their API."""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from itertools import zip_longest

import httpx

from tests.tools.demo.sample import Writer

Tokens = dict[str, str]


class LoadError(Exception):
    """An implementation rejected sample data; the message is one plain sentence."""


def load_all(apis: Iterable[httpx.Client], writers: list[Writer]) -> list[Tokens]:
    """Load the same data into each at the same time; each gives a token for every username."""
    with ThreadPoolExecutor() as pool:
        return list(pool.map(lambda api: _load(api, writers), apis))


def _load(api: httpx.Client, writers: list[Writer]) -> Tokens:
    """Register the writers and create their posts in turns, so that every list mixes languages."""
    tokens = {writer.username: _sign_up(api, writer) for writer in writers}
    for turn in zip_longest(*(writer.posts for writer in writers)):
        for token, post in zip(tokens.values(), turn, strict=True):
            if post is not None:
                headers = {"Authorization": f"Bearer {token}"}
                _created(api.post("/api/v1/posts", json=post, headers=headers))
    return tokens


def _sign_up(api: httpx.Client, writer: Writer) -> str:
    _created(api.post("/api/v1/users", json=writer.registration))
    issued = _created(api.post("/api/v1/tokens", json=writer.credentials))
    return str(issued.json()["token"])


def _created(response: httpx.Response) -> httpx.Response:
    if response.status_code != 201:
        sent = f"{response.request.method} {response.request.url}"
        raise LoadError(f"{sent} returned {response.status_code}, not 201: {response.text}")
    return response
