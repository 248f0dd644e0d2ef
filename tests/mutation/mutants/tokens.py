"""Mutants: bearer tokens (A1, A2)."""

import dataclasses
import re
from typing import Any

from tests.mutation.mutants.registry import Right, changed_name, mutant
from tests.mutation.reference_server import problems, tokens, users
from tests.mutation.reference_server.messages import Request


def bearer(name: str, sentence: str, pattern: str) -> None:
    changed_name(name, sentence, "BEARER", re.compile(pattern), "A1")


bearer("bearer-in-one-case", "The scheme must be Bearer.", r"Bearer +(\S+)")
bearer("any-scheme", "Any scheme is taken.", r"\S+ +(\S+)")
bearer("no-scheme", "A token needs no scheme.", r"(?i:bearer +)?(\S+)")


@mutant(tokens.challenge, "A1")
def no_challenge(right: Right, parameters: str = "") -> Any:
    """A 401 has no WWW-Authenticate."""
    return {}


@mutant(tokens.challenge, "A1")
def bare_challenge(right: Right, parameters: str = "") -> Any:
    """A bad token is not called invalid."""
    return right()


@mutant(tokens.challenge, "A1")
def unquoted_challenge(right: Right, parameters: str = "") -> Any:
    """The error in a challenge has no quotation marks."""
    return right(parameters.replace('"', ""))


@mutant(tokens.no_token, "A1")
def missing_token_called_invalid(right: Right) -> Any:
    """A request without a token is told that its token is invalid."""
    return tokens.bad_token()


@mutant(tokens.wrong_login, "A1")
def login_without_challenge(right: Right, user: Any) -> Any:
    """A rejected login has no WWW-Authenticate."""
    return dataclasses.replace(right(user), headers={})


@mutant(tokens.authenticated, "A1")
def odd_tokens_crash(right: Right, service: Any, request: Request) -> Any:
    """A token which is not ASCII is 500."""
    "".join(request.all("Authorization")).encode("ascii")
    return right(service, request)


@mutant(tokens.authenticated_or_nobody, "A2")
def bad_token_is_nobody(right: Right, service: Any, request: Request) -> Any:
    """Where a token is optional a bad one is ignored."""
    try:
        return right(service, request)
    except problems.ProblemError:
        return None


@mutant(users.get_user, "A2")
def token_checked_on_public_users(right: Right, service: Any, request: Request, *ids: int) -> Any:
    """A bad token is 401 on getUser."""
    tokens.authenticated_or_nobody(service, request)
    return right(service, request, *ids)


@mutant(tokens.create_token, "A2")
def token_checked_at_login(right: Right, service: Any, request: Request) -> Any:
    """A bad token is 401 on createToken."""
    tokens.authenticated_or_nobody(service, request)
    return right(service, request)


@mutant(users.register_user, "A2")
def token_checked_at_registration(right: Right, service: Any, request: Request) -> Any:
    """A bad token is 401 on registerUser."""
    tokens.authenticated_or_nobody(service, request)
    return right(service, request)
