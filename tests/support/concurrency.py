"""Calls which reach the server at the same moment, and responses which come in time."""

import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import httpx
import pytest

Call = Callable[[], Any]
AtOnce = Callable[..., list[Any]]
CLIENTS = 12
EVENTUALLY_SECONDS = 20


def run_at_once(*calls: Call | int) -> list[Any]:
    """The results of all calls, in order; `(12, call)` stands for twelve times the same."""
    if isinstance(calls[0], int):
        calls = (calls[1],) * calls[0]
    barrier = Barrier(len(calls))

    def released(call: Any) -> Any:
        barrier.wait()
        return call()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(released, calls))


@pytest.fixture
def at_once() -> AtOnce:
    """Runs calls on as many connections, released by one barrier."""
    return run_at_once


def eventually(
    call: Callable[[], httpx.Response], accept: Callable[[httpx.Response], bool]
) -> httpx.Response:
    """Call until the response is accepted or time is up; the last response."""
    give_up = time.monotonic() + EVENTUALLY_SECONDS
    while not accept(response := call()) and time.monotonic() < give_up:
        time.sleep(0.1)
    return response


def statuses(responses: list[httpx.Response]) -> Counter[int]:
    """How often each status was returned."""
    return Counter(response.status_code for response in responses)


def rejected(responses: list[httpx.Response]) -> list[httpx.Response]:
    """The responses to those who came too late."""
    return [response for response in responses if response.status_code >= 400]
