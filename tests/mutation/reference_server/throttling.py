"""How often a login may be tried (A6), and by whom (A7)."""

import math

from tests.mutation.reference_server.messages import Request
from tests.mutation.reference_server.problems import ProblemError
from tests.mutation.reference_server.settings import Rate
from tests.mutation.reference_server.state import Service, Window, now


def client_address(service: Service, request: Request) -> str:
    """What the outermost of the trusted proxies said, or else the address of the connection."""
    proxies = service.settings.proxies
    said = [entry.strip() for entry in ",".join(request.all("X-Forwarded-For")).split(",")]
    return said[-proxies] if 0 < proxies <= len(said) else request.address


def count_login(service: Service, request: Request, username: str) -> None:
    """Count a login for its account and for its address; reject it if either has had too many."""
    settings = service.settings
    with service.lock:
        waits = [
            count_attempt(service, f"account:{username}", settings.rate_per_account),
            count_attempt(
                service, f"address:{client_address(service, request)}", settings.rate_per_address
            ),
        ]
    if seconds := max(waits):
        raise too_many_requests(seconds)


def count_attempt(service: Service, key: str, rate: Rate) -> int:
    """The seconds to wait; 0 for an attempt that is one of those allowed."""
    window = service.windows.get(key)
    if window is None or window.ends_at <= now():
        window = service.windows[key] = Window(now() + rate.period)
    window.count += 1
    return seconds_until_end(window) if window.count > rate.most else 0


def seconds_until_end(window: Window) -> int:
    return max(1, math.ceil((window.ends_at - now()).total_seconds()))


def too_many_requests(seconds: int) -> ProblemError:
    headers = {"Retry-After": str(seconds)}
    return ProblemError("too-many-requests", "There were too many requests.", headers=headers)
