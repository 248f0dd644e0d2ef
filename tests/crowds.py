"""How the answers of many simultaneous requests are counted."""

from collections import Counter

import httpx

CROWD = 12


def statuses(answers: list[httpx.Response]) -> Counter[int]:
    """How often each status was answered."""
    return Counter(answer.status_code for answer in answers)


def losers(answers: list[httpx.Response]) -> list[httpx.Response]:
    """The answers of those who came too late."""
    return [answer for answer in answers if answer.status_code >= 400]
