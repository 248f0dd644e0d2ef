"""Mutants: passwords (F3), logging in (F8, A4) and the token issued (A3)."""

import dataclasses
import secrets
import unicodedata
from datetime import timedelta
from typing import Any

from tests.mutation.mutants.registry import Right, mutant
from tests.mutation.reference_server import passwords, problems, tokens
from tests.mutation.reference_server.messages import Request


@mutant(passwords.hashed, "F3")
def password_trimmed(right: Right, password: str, salt: bytes) -> Any:
    """Blanks around a password do not count."""
    return right(password.strip(), salt)


@mutant(passwords.hashed, "F3")
def password_cut_at_72(right: Right, password: str, salt: bytes) -> Any:
    """Only 72 bytes of a password count."""
    return right(password[:72], salt)


@mutant(passwords.hashed, "F3")
def password_in_any_case(right: Right, password: str, salt: bytes) -> Any:
    """The case of a password does not count."""
    return right(password.lower(), salt)


@mutant(passwords.hashed, "F3")
def password_normalized(right: Right, password: str, salt: bytes) -> Any:
    """A password is normalized to NFKC."""
    return right(unicodedata.normalize("NFKC", password), salt)


@mutant(tokens.verified_user, "F8")
def login_in_any_case(right: Right, service: Any, username: str, password: str) -> Any:
    """The case of a username does not count at login."""
    return right(service, username.lower(), password)


@mutant(tokens.verified_user, "F8")
def login_trimmed(right: Right, service: Any, username: str, password: str) -> Any:
    """Blanks around a username do not count at login."""
    return right(service, username.strip(), password)


@mutant(tokens.new_token, "A3")
def short_tokens(right: Right) -> Any:
    """A token has 16 random bytes."""
    return "tp_" + secrets.token_urlsafe(16)


@mutant(tokens.new_token, "A3")
def tokens_without_prefix(right: Right) -> Any:
    """A token does not begin with tp_."""
    return right()[3:]


@mutant(tokens.is_current, "A3")
def tokens_without_end(right: Right, token: Any) -> Any:
    """A token lasts for ever."""
    return True


@mutant(tokens.create_token, "A3")
def tokens_of_15_days(right: Right, service: Any, request: Request) -> Any:
    """A token lasts a day longer than it should."""
    longer = service.settings.token_ttl + timedelta(days=1)
    settings = dataclasses.replace(service.settings, token_ttl=longer)
    return right(dataclasses.replace(service, settings=settings), request)


@mutant(tokens.verified_user, "A3")
def one_session_a_user(right: Right, service: Any, *given: Any) -> Any:
    """A login revokes the tokens before it."""
    user = right(service, *given)
    tokens.revoke_tokens(service, user)
    return user


@mutant(tokens.create_token, "A3")
def token_type_in_lower_case(right: Right, *given: Any) -> Any:
    """The token_type is bearer."""
    response = right(*given)
    return dataclasses.replace(response, content=response.content.replace(b'"Bearer"', b'"bearer"'))


@mutant(tokens.wrong_login, "A4")
def unknown_user_named(right: Right, user: Any) -> Any:
    """A rejected login tells an unknown user from a wrong password."""
    return right(user) if user else dataclasses.replace(right(user), detail="No such user.")


@mutant(tokens.wrong_login, "A4")
def unknown_user_not_found(right: Right, user: Any) -> Any:
    """A login of an unknown user is 404."""
    return right(user) if user else problems.not_found()


@mutant(tokens.verified_user, "A4")
def unknown_user_rejected_fast(right: Right, service: Any, username: str, password: str) -> Any:
    """No password is checked for an unknown user."""
    if username not in {user.username for user in service.users.values()}:
        raise tokens.wrong_login(None)
    return right(service, username, password)


@mutant(tokens.verified_user, "A4")
def any_password_taken(right: Right, service: Any, username: str, password: str) -> Any:
    """A login succeeds with any password."""
    named = [user for user in service.users.values() if user.username == username]
    return named[0] if named else right(service, username, password)
