"""Send a sequence again, all of it or what of it is needed."""

from tests.differential import pool
from tests.differential.exchange import Request
from tests.differential.findings import signature
from tests.differential.session import Exchange, Session


def replayed(session: Session, requests: list[Request]) -> list[Exchange]:
    """The exchanges with fresh accounts, as far as the first difference."""
    opening = pool.opened(session)
    if opening[-1].different:
        return opening
    log: list[Exchange] = []
    for request in requests:
        log.append(session.exchange(request))
        if log[-1].different:
            break
    return log


def shortened(session: Session, title: str, log: list[Exchange]) -> list[Exchange]:
    """Leave out every request without which the difference shows as well.

    Hypothesis has made the values small and most of the sequence short; it gives up before all is.
    """
    for left_out in reversed(log[:-1]):
        fewer = replayed(
            session, [one.request for one in log if one.request is not left_out.request]
        )
        if fewer and fewer[-1].different and signature(fewer[-1]) == title:
            log = fewer
    return log
