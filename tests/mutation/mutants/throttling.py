"""Mutants: how often a login may be tried (A6), and whose it is (A7)."""

import dataclasses
from typing import Any

from tests.mutation.mutants.registry import Right, mutant
from tests.mutation.reference_server import bodies, problems, state, throttling, tokens
from tests.mutation.reference_server.messages import Request


@mutant(throttling.count_login, "A6")
def logins_never_throttled(right: Right, *given: Any) -> Any:
    """A login may be tried for ever."""


@mutant(throttling.count_attempt, "A6")
def one_login_too_many(right: Right, service: Any, key: str, rate: Any) -> Any:
    """One login more than the rate is answered."""
    return right(service, key, dataclasses.replace(rate, most=rate.most + 1))


@mutant(throttling.count_attempt, "A6")
def accounts_not_throttled(right: Right, service: Any, key: str, rate: Any) -> Any:
    """Only addresses are throttled."""
    return right(service, key, rate) if key.startswith("address:") else 0


@mutant(throttling.count_attempt, "A6")
def addresses_not_throttled(right: Right, service: Any, key: str, rate: Any) -> Any:
    """Only accounts are throttled."""
    return right(service, key, rate) if key.startswith("account:") else 0


@mutant(throttling.count_attempt, "A6")
def all_accounts_throttled_together(right: Right, service: Any, key: str, rate: Any) -> Any:
    """The logins of all accounts are counted together."""
    return right(service, "account:" if key.startswith("account:") else key, rate)


@mutant(throttling.count_attempt, "A6")
def rejected_logins_lengthen_the_window(right: Right, service: Any, key: str, rate: Any) -> Any:
    """A login that is rejected begins the window again."""
    seconds = right(service, key, rate)
    if seconds:
        service.windows[key].ends_at = state.now() + rate.period
    return seconds


@mutant(throttling.count_attempt, "A6")
def windows_without_end(right: Right, service: Any, key: str, rate: Any) -> Any:
    """Who had too many logins has them for ever."""
    seconds = right(service, key, rate)
    if seconds:
        service.windows[key].ends_at = state.now() + 1000 * rate.period
    return seconds


@mutant(throttling.seconds_until_end, "A6")
def retry_after_a_second(right: Right, window: Any) -> Any:
    """Retry-After is 1 whenever the window ends."""
    return 1


@mutant(throttling.too_many_requests, "A6")
def throttled_without_retry_after(right: Right, seconds: int) -> Any:
    """A 429 does not say when to come back."""
    return dataclasses.replace(right(seconds), headers={})


@mutant(throttling.too_many_requests, "A6")
def throttled_logins_forbidden(right: Right, seconds: int) -> Any:
    """A login too many is 403."""
    return problems.ProblemError("forbidden", "There were too many requests.")


@mutant(tokens.create_token, "A6")
def malformed_logins_counted(right: Right, service: Any, request: Request) -> Any:
    """A login that is not well-formed counts too."""
    try:
        return right(service, request)
    except problems.ProblemError as problem:
        if problem.slug == "validation-failed":
            sent: Any = bodies.sent_value(request)
            throttling.count_login(service, request, sent.get("username", ""))
        raise


@mutant(tokens.create_token, "A6")
def right_passwords_not_counted(right: Right, service: Any, request: Request) -> Any:
    """A login with the right password does not count."""
    response = right(service, request)
    for window in service.windows.values():
        window.count -= 1
    return response


@mutant(throttling.client_address, "A7")
def first_address_taken(right: Right, service: Any, request: Request) -> Any:
    """The client is who the first entry of X-Forwarded-For says, which anybody can send."""
    said = ",".join(request.all("X-Forwarded-For")).split(",")
    return said[0].strip() if service.settings.proxies else request.address


@mutant(throttling.client_address, "A7")
def last_address_taken(right: Right, service: Any, request: Request) -> Any:
    """The client is who the last proxy saw, however many there are."""
    said = ",".join(request.all("X-Forwarded-For")).split(",")
    return said[-1].strip() if service.settings.proxies else request.address


@mutant(throttling.client_address, "A7")
def forwarded_address_always_trusted(right: Right, service: Any, request: Request) -> Any:
    """X-Forwarded-For is believed without proxies in front."""
    said = ",".join(request.all("X-Forwarded-For")).split(",")
    return right(service, request) if service.settings.proxies else said[-1].strip()


@mutant(throttling.client_address, "A7")
def proxies_ignored(right: Right, service: Any, request: Request) -> Any:
    """The client is who holds the connection, also behind proxies."""
    return request.address
