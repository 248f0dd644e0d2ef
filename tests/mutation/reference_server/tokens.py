"""Tokens (A1 to A4)."""

import hashlib
import re
import secrets

from tests.mutation.reference_server.bodies import sent_value
from tests.mutation.reference_server.conditional import NO_STORE
from tests.mutation.reference_server.fields import CREDENTIALS, check_shape
from tests.mutation.reference_server.messages import Request, Response
from tests.mutation.reference_server.passwords import NOBODYS_PASSWORD, is_password
from tests.mutation.reference_server.problems import ProblemError, json_response
from tests.mutation.reference_server.state import Service, Token, User, now, shown_time
from tests.mutation.reference_server.throttling import count_login

BEARER = re.compile(r"bearer +(\S+)", re.IGNORECASE)


def challenge(parameters: str = "") -> dict[str, str]:
    return {"WWW-Authenticate": f"Bearer{parameters}"}


def no_token() -> ProblemError:
    return ProblemError("unauthenticated", "A token is required.", headers=challenge())


def bad_token() -> ProblemError:
    detail = "The token is malformed, unknown, expired or revoked."
    headers = challenge(' error="invalid_token"')
    return ProblemError("unauthenticated", detail, headers=headers)


def sent_digest(request: Request) -> str:
    """The digest of the token in the one Authorization header."""
    found = BEARER.fullmatch(request.only("Authorization") or "")
    if not found:
        raise bad_token()
    return digest(found[1])


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def is_current(token: Token) -> bool:
    return now() < token.expires_at


def authenticated(service: Service, request: Request) -> User:
    """The caller. Whoever writes asks once more under the lock: the account may be gone by then."""
    if not request.all("Authorization"):
        raise no_token()
    with service.lock:
        token = service.tokens.get(sent_digest(request))
        if token is None or not is_current(token):
            raise bad_token()
        return token.user


def authenticated_or_nobody(service: Service, request: Request) -> User | None:
    return authenticated(service, request) if request.all("Authorization") else None


def new_token() -> str:
    return "tp_" + secrets.token_urlsafe(32)


def create_token(service: Service, request: Request) -> Response:
    sent = check_shape(sent_value(request), CREDENTIALS, CREDENTIALS)
    count_login(service, request, sent["username"])
    token, expires_at = new_token(), now() + service.settings.token_ttl
    with service.lock:
        user = verified_user(service, sent["username"], sent["password"])
        service.tokens[digest(token)] = Token(user, expires_at)
    issued = {"token": token, "token_type": "Bearer", "expires_at": shown_time(expires_at)}
    return json_response(201, issued, NO_STORE)


def revoke_token(service: Service, request: Request) -> Response:
    with service.lock:
        authenticated(service, request)
        forget_token(service, sent_digest(request))
    return Response(204)


def forget_token(service: Service, digest: str) -> None:
    del service.tokens[digest]


def verified_user(service: Service, username: str, password: str) -> User:
    """An unknown user costs what a wrong password costs."""
    user = next((user for user in service.users.values() if user.username == username), None)
    if not is_password(user.password if user else NOBODYS_PASSWORD, password) or user is None:
        raise wrong_login(user)
    return user


def wrong_login(user: User | None) -> ProblemError:
    detail = "The username or the password is wrong."
    return ProblemError("invalid-credentials", detail, headers=challenge())


def revoke_tokens(service: Service, user: User, but: str = "") -> None:
    for digest, token in list(service.tokens.items()):
        if token.user is user and digest != but:
            del service.tokens[digest]
