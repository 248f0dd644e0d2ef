"""Send a sequence again, all of it or what of it is needed."""

from tests.proofs.differential import pool
from tests.proofs.differential.exchange import Request
from tests.proofs.differential.findings import signature
from tests.proofs.differential.session import Exchange, Session


def replayed(session: Session, requests: list[Request], title: str = "") -> list[Exchange]:
    """The exchanges with fresh accounts, as far as the difference of this title, or of any."""
    session.restart()
    opening = pool.opening()
    log: list[Exchange] = []
    for request in [*opening, *requests]:
        log.append(session.exchange(request))
        if log[-1].different and title in ("", signature(log[-1])):
            break
    return log[len(opening) :] or log


def shortened(session: Session, title: str, log: list[Exchange]) -> list[Exchange]:
    """Leave out every request without which the difference shows as well.

    Hypothesis has made the values small and most of the sequence short; it gives up before all is.
    """
    for left_out in reversed(log[:-1]):
        needed = [one.request for one in log if one.request is not left_out.request]
        fewer = replayed(session, needed, title)
        if fewer[-1].different and signature(fewer[-1]) == title:
            log = fewer
    return log
