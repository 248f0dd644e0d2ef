"""Clients at work while requests are switched from one implementation to the other."""

from collections.abc import Callable
from urllib.parse import quote

from tests.deployment.service import under_load
from tests.proofs.load.client import Client, Request, Response
from tests.proofs.outages.outcome import Outcome
from tests.proofs.outages.visits import LIVE, Visitor, all_at_once, prepare
from tests.support.api_client import API

VISITORS = 4


def across(url: str, switch: Callable[[], None]) -> Outcome:
    """What clients saw of a switch; all that they bring with them is from before it.

    Writers write all the time. Some visitors do everything that can be done here while the switch
    is made and others after it, with accounts, tokens, posts and cursors from before.
    """
    visited: list[Response] = []

    def switched() -> list[Response]:
        switch()
        return []

    def visit_and_switch() -> None:
        visitors = [Visitor(Client(url), [LIVE, *prepare(url)]) for _ in range(VISITORS)]
        reader = Visitor(Client(url), next_pages(url))
        visited.extend(all_at_once([switched, *(each.visit for each in visitors[::2])]))
        visited.extend(all_at_once([reader.visit, *(each.visit for each in visitors[1::2])]))

    outcome = under_load(visit_and_switch, url)
    outcome.add(*visited)
    outcome.require_right(visited, "by a visitor")
    return outcome


def next_pages(url: str) -> list[Request]:
    """Lists whose first page has been read."""
    client, paths = Client(url), [f"{API}/{name}?limit=1" for name in ("users", "posts")]
    cursors = [client.read(path).json()["next_cursor"] for path in paths]
    return [
        Request("GET", f"{path}&cursor={quote(cursor)}", (200,))
        for path, cursor in zip(paths, cursors, strict=True)
    ]
