"""Visitors who do everything that can be done here, each starting with something else."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial

import httpx

from tests.proofs.load.client import RESPONSE_SECONDS, Client, Request, Response
from tests.proofs.load.writers import creation
from tests.support.api_client import API, PASSWORD, ApiClient, register, registration

LIVE = Request("GET", "/health/live", (200,))
READY = Request("GET", "/health/ready", (200,))
VISITORS = 12


@dataclass(frozen=True)
class Visitor:
    """One connection, and requests that do not depend on each other."""

    client: Client
    requests: list[Request]

    def visit(self) -> list[Response]:
        return [self.client.call(request) for request in self.requests]


def visitors(url: str) -> list[Visitor]:
    """They make their preparations all at once, which opens connections to the database."""
    with ThreadPoolExecutor(VISITORS) as pool:
        prepared = list(pool.map(lambda _: prepare(url), range(VISITORS)))
    return [
        Visitor(Client(url), [*requests[turn:], *requests[:turn]])
        for turn, requests in enumerate(prepared)
    ]


def prepare(url: str) -> list[Request]:
    """Every operation that needs the database, and what each of them uses up made for it."""
    with httpx.Client(timeout=RESPONSE_SECONDS, trust_env=False) as http:
        somebody = register(ApiClient(http, url + API))
        leaving = register(replace(somebody, token=""))
        spare, lasting, doomed = session(somebody), written(somebody), written(somebody)
    token, credentials = somebody.token, {"username": somebody.username, "password": PASSWORD}
    get = partial(Request, "GET", right=(200,))
    return [
        READY,
        Request("POST", f"{API}/users", (201,), body=registration()),
        get(f"{API}/users"),
        get(f"{API}/users/{somebody.id}"),
        get(f"{API}/users/me", token=token),
        Request("PATCH", f"{API}/users/me", (200,), token, {"bio": "New."}),
        Request("DELETE", f"{API}/users/me", (204,), leaving.token),
        Request("POST", f"{API}/tokens", (201,), body=credentials),
        Request("DELETE", f"{API}/tokens/current", (204,), spare),
        creation(token),
        get(f"{API}/posts"),
        get(lasting),
        Request("PATCH", lasting, (200,), token, {"title": "Other"}),
        Request("DELETE", doomed, (204,), token),
    ]


def session(somebody: ApiClient) -> str:
    """One more token."""
    credentials = {"username": somebody.username, "password": somebody.password}
    response = somebody.post("/tokens", json=credentials).raise_for_status()
    return str(response.json()["token"])


def written(somebody: ApiClient) -> str:
    """The path of a new post."""
    response = somebody.post("/posts", json={"title": "A title", "body": "A body."})
    return f"{API}/posts/{response.raise_for_status().json()['id']}"


def all_at_once(calls: list[Callable[[], list[Response]]]) -> list[Response]:
    """The responses to all calls, each made in a thread of its own."""
    with ThreadPoolExecutor(len(calls)) as pool:
        return [
            response for responses in pool.map(lambda call: call(), calls) for response in responses
        ]
