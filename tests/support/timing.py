"""Which call takes longer, told apart from the noise of a busy machine."""

from collections.abc import Callable
from math import inf
from statistics import median
from time import perf_counter

import httpx

Call = Callable[[], httpx.Response]
ROUNDS = 3
TURNS = 9


def ratio_of_medians(*calls: Call, enough: float) -> float:
    """How many times longer the slowest call takes, measured again until that is `enough`."""
    best = inf
    for _ in range(ROUNDS):
        best = min(best, _measured(calls))
        if best <= enough:
            break
    return best


def _measured(calls: tuple[Call, ...]) -> float:
    turns = [[_seconds(call) for call in calls] for _ in range(TURNS)]
    medians: list[float] = [median(times) for times in zip(*turns, strict=True)]
    return max(medians) / min(medians)


def _seconds(call: Call) -> float:
    start = perf_counter()
    call()
    return perf_counter() - start
