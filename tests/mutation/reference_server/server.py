"""The whole contract in one file: a small server in memory, on the standard library alone.

It is the fourth implementation, made to be broken: every rule is a small unit of its own, which
`mutants.py` can replace by a wrong one. The sections follow `shared_contract/rules.yaml`; how bytes
become requests (H7, H12) is in `messages.py` and `wire.py`.
"""

import base64
import hashlib
import hmac
import itertools
import json
import logging
import re
import secrets
import threading
import time
import urllib.parse
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from tests.mutation.reference_server.messages import (
    MAX_BODY,
    Request,
    Response,
    TooLargeError,
    UnreadableError,
)
from tests.mutation.reference_server.wire import Server

JsonObject = dict[str, Any]
Operation = Callable[..., Response]
Methods = dict[str, Operation]
logger = logging.getLogger("reference")

# --- Settings and state


def names(listed: str) -> list[str]:
    return [name.strip() for name in listed.split(",") if name.strip()]


@dataclass(frozen=True)
class Settings:
    hosts: list[str]
    origins: list[str]
    token_ttl: timedelta

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "Settings":
        hosts = environment.get("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
        origins = environment.get("CORS_ALLOWED_ORIGINS", "")
        seconds = environment.get("TOKEN_TTL_SECONDS", "1209600")
        if not re.fullmatch("0*[1-9][0-9]{0,9}", seconds, re.ASCII):
            raise ValueError(f"TOKEN_TTL_SECONDS must be a whole number from 1, not {seconds!r}.")
        return cls(names(hosts), names(origins), timedelta(seconds=int(seconds)))


@dataclass
class User:
    id: int
    username: str
    email: str
    password: bytes
    bio: str
    created_at: datetime
    updated_at: datetime


@dataclass
class Token:
    user: User
    expires_at: datetime


@dataclass
class Post:
    id: int
    author: User
    title: str
    body: str
    status: str
    created_at: datetime
    updated_at: datetime
    published_at: datetime | None
    version: int = 1


@dataclass
class Service:
    """The settings and all that is stored; whoever reads or writes holds the lock."""

    settings: Settings
    document: JsonObject
    users: dict[int, User] = field(default_factory=dict)
    tokens: dict[str, Token] = field(default_factory=dict)
    posts: dict[int, Post] = field(default_factory=dict)
    user_ids: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    post_ids: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    lock: threading.RLock = field(default_factory=threading.RLock)


# --- H1, H11: responses, and the order of checks


def json_response(
    status: int, value: JsonObject, headers: Mapping[str, str] | None = None
) -> Response:
    content = json.dumps(value, ensure_ascii=False).encode()
    return Response(status, content, "application/json", list((headers or {}).items()))


def respond(service: Service, request: Request) -> Response:
    """Everything between a request that was read and a response that can be written."""
    started, request.id = time.monotonic(), request_id(request)
    try:
        response = dispatch(service, request)
    except ProblemError as problem:
        response = problem_response(problem)
    except Exception:
        logger.exception("unexpected", extra={"request_id": request.id})
        response = problem_response(
            ProblemError("internal-error", "Something went wrong on our side.")
        )
    response.add(common_headers(request.id, response))
    response.add(cors_headers(service, request))
    duration = (time.monotonic() - started) * 1000
    line = f"{request.method} {request.path} {response.status} {duration:.0f} ms"
    logger.info(line, extra={"request_id": request.id})
    return response


def reject(detail: str) -> Response:
    """What the server says to bytes which are no request."""
    response = problem_response(malformed(detail))
    response.add(common_headers(new_request_id(), response))
    return response


def dispatch(service: Service, request: Request) -> Response:
    """Path, then method; authentication and all that follows are each operation's own."""
    check_host(service, request)
    methods, path_id = known_path(request)
    if is_preflight(service, request):
        return preflight(methods)
    return known_method(request, methods)(service, request, *path_id)


# --- H2, H3, H4, H8: paths and methods

PATH_ID = "([1-9][0-9]{0,17})"


def decoded_path(path: str) -> str:
    if "%2f" in path.lower():
        raise not_found()
    return urllib.parse.unquote(path)


def known_path(request: Request) -> tuple[Methods, list[int]]:
    path = decoded_path(request.path)
    for template, methods in PATHS.items():
        pattern = re.escape(template).replace(r"\{id\}", PATH_ID)
        if found := re.fullmatch(pattern, path):
            return methods, [int(digits) for digits in found.groups()]
    raise not_found()


def allow(methods: Methods) -> str:
    return ", ".join(sorted({*methods, "HEAD"} if "GET" in methods else methods))


def known_method(request: Request, methods: Methods) -> Operation:
    """HEAD is GET up to the moment of writing."""
    method = "GET" if request.method == "HEAD" else request.method
    if method not in methods:
        detail = "This address does not take this method."
        raise ProblemError("method-not-allowed", detail, headers={"Allow": allow(methods)})
    return methods[method]


# --- H5, H6: bodies as bytes


def check_media_type(request: Request) -> None:
    declared = (request.only("Content-Type") or "").partition(";")[0].strip(" \t").lower()
    if declared != "application/json" or request.all("Content-Encoding"):
        detail = "The body must be declared as application/json, without a content coding."
        raise ProblemError("unsupported-media-type", detail)


def reject_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def parse_json(content: bytes) -> object:
    try:
        return json.loads(content.decode("utf-8"), parse_constant=reject_constant)
    except (ValueError, RecursionError):
        raise malformed("The body is not a JSON text in UTF-8.") from None


def sent_value(request: Request) -> object:
    """What is wrong with the body as bytes: 413, then 415, then 400."""
    try:
        content = request.body.read()
    except TooLargeError:
        detail = f"The body is larger than {MAX_BODY} bytes."
        raise ProblemError("content-too-large", detail) from None
    except UnreadableError as error:
        raise malformed(str(error)) from None
    check_media_type(request)
    return parse_json(content)


# --- H9: query parameters

Readers = Mapping[str, Callable[[str], Any]]


class WrongValueError(Exception):
    """A value that breaks its schema; its text is the code."""


def whole_number(text: str, least: int, most: int) -> int:
    if not re.fullmatch("-?[0-9]+", text, re.ASCII):
        raise WrongValueError("type")
    digits = text.lstrip("-").lstrip("0") or "0"
    if text.startswith("-") or (len(digits) < 19 and int(digits) < least):
        raise WrongValueError("minimum")
    if len(digits) > 18 or int(digits) > most:
        raise WrongValueError("maximum")
    return int(digits)


def one_of(text: str, choices: tuple[str, ...]) -> str:
    if text not in choices:
        raise WrongValueError("enum")
    return text


def read_parameter(readers: Readers, name: str, texts: list[str]) -> object:
    if name not in readers:
        raise WrongValueError("additionalProperties")
    if len(texts) > 1:
        raise WrongValueError("repeated")
    return readers[name](texts[0])


def parameters(request: Request, readers: Readers) -> JsonObject:
    """The query as values; whatever is wrong with it is named once per parameter."""
    sent: dict[str, list[str]] = {}
    for name, text in urllib.parse.parse_qsl(request.query, keep_blank_values=True):
        sent.setdefault(name, []).append(text)
    values, errors = {}, []
    for name, texts in sent.items():
        try:
            values[name] = read_parameter(readers, name, texts)
        except WrongValueError as wrong:
            errors.append(error("parameter", name[:LONGEST_NAME], str(wrong)))
    if errors:
        raise invalid(errors)
    return values


# --- H10: headers on every response

SECURITY_HEADERS = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"}
JSON_POLICY = "default-src 'none'; frame-ancestors 'none'"
REQUEST_ID = "[A-Za-z0-9._-]{1,128}"


def new_request_id() -> str:
    return uuid.uuid4().hex


def request_id(request: Request) -> str:
    sent = request.only("X-Request-ID")
    return sent if sent and re.fullmatch(REQUEST_ID, sent) else new_request_id()


def common_headers(request_id: str, response: Response) -> dict[str, str]:
    headers = {"X-Request-ID": request_id, **SECURITY_HEADERS}
    if response.media_type:
        headers["Content-Type"] = response.media_type
    if response.media_type.endswith("json"):
        headers["Content-Security-Policy"] = JSON_POLICY
    return headers


# --- E1, E3, E5: problems

PROBLEMS = {
    "malformed-request": 400,
    "unauthenticated": 401,
    "invalid-credentials": 401,
    "forbidden": 403,
    "not-found": 404,
    "method-not-allowed": 405,
    "conflict": 409,
    "precondition-failed": 412,
    "content-too-large": 413,
    "unsupported-media-type": 415,
    "validation-failed": 422,
    "internal-error": 500,
}
MOST_ERRORS = 50
LONGEST_NAME = 100


@dataclass
class ProblemError(Exception):
    """An error response on its way to the client."""

    slug: str
    detail: str
    errors: list[JsonObject] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)


def title_of(slug: str) -> str:
    return slug.replace("-", " ").capitalize()


def problem_members(problem: ProblemError) -> JsonObject:
    members = {
        "type": f"urn:problem-type:{problem.slug}",
        "title": title_of(problem.slug),
        "status": PROBLEMS[problem.slug],
        "detail": problem.detail,
    }
    return {**members, "errors": problem.errors} if problem.errors else members


def problem_response(problem: ProblemError) -> Response:
    response = json_response(PROBLEMS[problem.slug], problem_members(problem), problem.headers)
    response.media_type = "application/problem+json"
    return response


def malformed(detail: str) -> ProblemError:
    return ProblemError("malformed-request", detail)


def not_found() -> ProblemError:
    return ProblemError("not-found", "There is nothing at this address.")


def invalid(errors: list[JsonObject]) -> ProblemError:
    detail = "The request does not fit its schema."
    return ProblemError("validation-failed", detail, errors[:MOST_ERRORS])


def error(kind: str, place: str, code: str) -> JsonObject:
    return {kind: place, "code": code, "detail": f"This breaks the rule '{code}'."}


def error_at(name: str, code: str) -> JsonObject:
    return error("pointer", pointer_to(name), code)


def pointer_to(name: str) -> str:
    """RFC 6901: a JSON pointer to a member, as a URI fragment."""
    escaped = name[:LONGEST_NAME].replace("~", "~0").replace("/", "~1")
    return "#/" + urllib.parse.quote(escaped, safe="~", errors="replace")


# --- E2, E4, S3, F1 to F8: shapes and fields


@dataclass(frozen=True)
class Field:
    shortest: int
    longest: int
    pattern: str


@dataclass(frozen=True)
class Choice:
    choices: tuple[str, ...]


Shape = dict[str, Field | Choice]
ONE_LINE = r"[^\x00-\x1f\x7f-\x9f]*"
TEXT = r"[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]*"
NOT_BLANK = r"(?=\s*\S)"
EMAIL_PATTERN = (
    r"[A-Za-z0-9!#$%&'*+/=?^_{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_{|}~-]+)*"
    r"@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+([A-Za-z]{2,63}|xn--[A-Za-z0-9]{1,59})"
)
USERNAME = Field(3, 30, "[a-z0-9_]+")
EMAIL = Field(1, 254, EMAIL_PATTERN)
PASSWORD = Field(12, 128, ONE_LINE)
BIO = Field(0, 500, TEXT)
TITLE = Field(1, 200, NOT_BLANK + ONE_LINE)
BODY = Field(1, 50_000, NOT_BLANK + TEXT)
STATUS = Choice(("draft", "published"))
GIVEN_USERNAME = Field(1, 254, ONE_LINE)
GIVEN_PASSWORD = Field(1, 128, ONE_LINE)

REGISTRATION: Shape = {"username": USERNAME, "email": EMAIL, "password": PASSWORD, "bio": BIO}
PROFILE: Shape = {"bio": BIO, "email": EMAIL, "password": PASSWORD}
PROFILE_UPDATE: Shape = {**PROFILE, "current_password": GIVEN_PASSWORD}
CREDENTIALS: Shape = {"username": GIVEN_USERNAME, "password": GIVEN_PASSWORD}
POST_FIELDS: Shape = {"title": TITLE, "body": BODY, "status": STATUS}


def is_string(value: object) -> bool:
    return isinstance(value, str) and not re.search("[\ud800-\udfff]", value)


def length_of(value: str) -> int:
    return len(value)


def field_error(rule: Field | Choice, value: Any) -> str | None:
    """The first thing wrong with a value: its type, its length, its pattern or choices."""
    if not is_string(value):
        return "type"
    if isinstance(rule, Choice):
        return None if value in rule.choices else "enum"
    if length_of(value) < rule.shortest:
        return "minLength"
    if length_of(value) > rule.longest:
        return "maxLength"
    return None if re.fullmatch(rule.pattern, value) else "pattern"


def shape_errors(sent: JsonObject, shape: Shape, required: Iterable[str]) -> Iterator[JsonObject]:
    yield from (error_at(name, "required") for name in required if name not in sent)
    for name, rule in shape.items():
        if name in sent and (code := field_error(rule, sent[name])):
            yield error_at(name, code)
    yield from (error_at(name, "additionalProperties") for name in sent if name not in shape)


def check_shape(sent: object, shape: Shape, required: Iterable[str] = ()) -> JsonObject:
    if not isinstance(sent, dict):
        raise invalid([error("pointer", "#", "type")])
    if errors := list(shape_errors(sent, shape, required)):
        raise invalid(errors)
    return sent


# --- S1, S2, U2: response bodies


def now() -> datetime:
    return datetime.now(UTC)


def shown_time(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def public_user(user: User) -> JsonObject:
    shown = {"id": user.id, "username": user.username, "bio": user.bio}
    return {**shown, "created_at": shown_time(user.created_at)}


def own_user(user: User) -> JsonObject:
    return {**public_user(user), "email": user.email, "updated_at": shown_time(user.updated_at)}


def shown_post(post: Post) -> JsonObject:
    return {
        "id": post.id,
        "title": post.title,
        "body": post.body,
        "status": post.status,
        "author": {"id": post.author.id, "username": post.author.username},
        "created_at": shown_time(post.created_at),
        "updated_at": shown_time(post.updated_at),
        "published_at": shown_time(post.published_at) if post.published_at else None,
    }


# --- A1, A2, A3: tokens

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


# --- A4, A5: passwords (scrypt, because the standard library has no argon2)


def hashed(password: str, salt: bytes) -> bytes:
    return salt + hashlib.scrypt(password.encode(), salt=salt, n=4096, r=8, p=1)


def new_password(password: str) -> bytes:
    return hashed(password, secrets.token_bytes(16))


def is_password(stored: bytes, password: str) -> bool:
    return hmac.compare_digest(stored, hashed(password, stored[:16]))


NOBODYS_PASSWORD = new_password(secrets.token_urlsafe())


def verified_user(service: Service, username: str, password: str) -> User:
    """An unknown user costs what a wrong password costs."""
    user = next((user for user in service.users.values() if user.username == username), None)
    if not is_password(user.password if user else NOBODYS_PASSWORD, password) or user is None:
        raise wrong_login(user)
    return user


def wrong_login(user: User | None) -> ProblemError:
    detail = "The username or the password is wrong."
    return ProblemError("invalid-credentials", detail, headers=challenge())


# --- U1 to U4: users


def normalized_email(email: str) -> str:
    return email.lower()


def is_taken(service: Service, user: User | None, name: str, value: str) -> bool:
    others = (other for other in service.users.values() if other is not user)
    return any(getattr(other, name) == value for other in others)


def check_unique(service: Service, user: User | None = None, **values: str) -> None:
    taken = [name for name, value in values.items() if is_taken(service, user, name, value)]
    if taken:
        errors = [error_at(name, "unique") for name in taken]
        raise ProblemError("conflict", "A value is already taken.", errors)


def register_user(service: Service, request: Request) -> Response:
    required = ("username", "email", "password")
    sent = check_shape(sent_value(request), REGISTRATION, required)
    username, email = sent["username"], normalized_email(sent["email"])
    password = new_password(sent["password"])
    with service.lock:
        check_unique(service, username=username, email=email)
        number, bio, moment = next(service.user_ids), sent.get("bio", ""), now()
        user = User(number, username, email, password, bio, moment, moment)
        service.users[user.id] = user
        return json_response(201, own_user(user), {"Location": f"/api/v1/users/{user.id}"})


def list_users(service: Service, request: Request) -> Response:
    query = parameters(request, USER_PARAMETERS)
    with service.lock:
        return json_response(200, page(service.users.values(), query, public_user))


def get_user(service: Service, request: Request, user_id: int) -> Response:
    with service.lock:
        if user_id not in service.users:
            raise not_found()
        return json_response(200, public_user(service.users[user_id]))


def get_me(service: Service, request: Request) -> Response:
    with service.lock:
        return json_response(200, own_user(authenticated(service, request)), NO_STORE)


def update_me(service: Service, request: Request) -> Response:
    authenticated(service, request)
    sent = check_shape(sent_value(request), PROFILE_UPDATE)
    with service.lock:
        user = authenticated(service, request)
        check_current_password(user, sent)
        changes = profile_changes(user, sent)
        if "email" in changes:
            check_unique(service, user, email=changes["email"])
        if "password" in changes:
            revoke_tokens(service, user, but=sent_digest(request))
        if edit(user, changes):
            user.updated_at = now()
        return json_response(200, own_user(user))


def check_current_password(user: User, sent: Mapping[str, str]) -> None:
    given = sent.get("current_password")
    if not sent.keys() & {"email", "password"}:
        return
    if given is None or not is_password(user.password, given):
        raise invalid([error_at("current_password", "credentials")])


def profile_changes(user: User, sent: Mapping[str, str]) -> JsonObject:
    """What a patch asks for; the password which the user already has is no new one."""
    changes: JsonObject = {name: sent[name] for name in sent.keys() & {"bio", "email", "password"}}
    if "email" in changes:
        changes["email"] = normalized_email(changes["email"])
    if "password" in changes:
        password = changes.pop("password")
        if not is_password(user.password, password):
            changes["password"] = new_password(password)
    return changes


def edit(row: User | Post, changes: Mapping[str, Any]) -> bool:
    """Take over the changes; False where nothing differs."""
    differing = {name: value for name, value in changes.items() if getattr(row, name) != value}
    for name, value in differing.items():
        setattr(row, name, value)
    return bool(differing)


def revoke_tokens(service: Service, user: User, but: str = "") -> None:
    for digest, token in list(service.tokens.items()):
        if token.user is user and digest != but:
            del service.tokens[digest]


def delete_posts_of(service: Service, user: User) -> None:
    for post in [post for post in service.posts.values() if post.author is user]:
        del service.posts[post.id]


def delete_me(service: Service, request: Request) -> Response:
    with service.lock:
        user = authenticated(service, request)
        delete_posts_of(service, user)
        revoke_tokens(service, user)
        del service.users[user.id]
    return Response(204)


# --- P1 to P5: posts

POST_DEFAULTS = {"status": "published"}


def is_visible(post: Post, user: User | None) -> bool:
    return post.status == "published" or post.author is user


def visible_post(service: Service, user: User | None, post_id: int) -> Post:
    post = service.posts.get(post_id)
    if post is None or not is_visible(post, user):
        raise not_found()
    return post


def check_author(post: Post, user: User) -> None:
    if post.author is not user:
        raise ProblemError("forbidden", "Only the author may change a post.")


def own_unchanged_post(service: Service, request: Request, post_id: int) -> Post:
    """Missing, then forbidden, then changed in the meantime."""
    user = authenticated(service, request)
    post = visible_post(service, user, post_id)
    check_author(post, user)
    check_precondition(request, post)
    return post


def create_post(service: Service, request: Request) -> Response:
    authenticated(service, request)
    sent = check_shape(sent_value(request), POST_FIELDS, ("title", "body"))
    fields = {**POST_DEFAULTS, **sent}
    with service.lock:
        author, number, moment = authenticated(service, request), next(service.post_ids), now()
        fields |= {"created_at": moment, "updated_at": moment, "published_at": None}
        post = Post(number, author, **fields)
        publish(post)
        service.posts[post.id] = post
        headers = {"Location": f"/api/v1/posts/{post.id}", "ETag": etag(post)}
        return json_response(201, shown_post(post), headers)


def list_posts(service: Service, request: Request) -> Response:
    user = authenticated_or_nobody(service, request)
    query = parameters(request, POST_PARAMETERS)
    with service.lock:
        return json_response(200, page(listed_posts(service, user, query), query, shown_post))


def listed_posts(service: Service, user: User | None, query: JsonObject) -> Iterable[Post]:
    status, author_id = query.get("status", "published"), query.get("author_id")
    if status == "draft" and user is None:
        raise no_token()
    posts = [post for post in service.posts.values() if post.status == status]
    return [
        post
        for post in posts
        if is_visible(post, user) and (author_id is None or post.author.id == author_id)
    ]


def get_post(service: Service, request: Request, post_id: int) -> Response:
    user = authenticated_or_nobody(service, request)
    with service.lock:
        post = visible_post(service, user, post_id)
        headers = {"ETag": etag(post), **PRIVATE}
        if is_not_modified(request, post):
            return Response(304, headers=list(headers.items()))
        return json_response(200, shown_post(post), headers)


def update_post(service: Service, request: Request, post_id: int) -> Response:
    authenticated(service, request)
    sent = sent_value(request)
    with service.lock:
        post = own_unchanged_post(service, request, post_id)
        if edit(post, check_shape(sent, POST_FIELDS)):
            renew(post)
        return json_response(200, shown_post(post), {"ETag": etag(post)})


def renew(post: Post) -> None:
    post.updated_at = now()
    post.version += 1
    publish(post)


def publish(post: Post) -> None:
    if post.status == "draft":
        post.published_at = None
    elif post.published_at is None:
        post.published_at = post.updated_at


def delete_post(service: Service, request: Request, post_id: int) -> Response:
    with service.lock:
        del service.posts[own_unchanged_post(service, request, post_id).id]
    return Response(204)


# --- L1 to L4: lists

DEFAULT_LIMIT = 20


def encode_cursor(number: int) -> str:
    return base64.urlsafe_b64encode(str(number).encode()).decode().rstrip("=")


def decode_cursor(text: str) -> int:
    """The id in a cursor, where encoding it again gives the same cursor."""
    with suppress(ValueError):
        digits = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        if re.fullmatch(PATH_ID.encode(), digits) and encode_cursor(int(digits)) == text:
            return int(digits)
    raise WrongValueError("cursor")


def lies_behind(number: int, cursor: int, newest: bool) -> bool:
    return number < cursor if newest else number > cursor


def page(rows: Iterable[Any], query: JsonObject, shown: Callable[[Any], JsonObject]) -> JsonObject:
    newest, limit = query.get("sort") != "oldest", query.get("limit", DEFAULT_LIMIT)
    found = sorted(rows, key=lambda row: row.id, reverse=newest)
    if "cursor" in query:
        found = [row for row in found if lies_behind(row.id, query["cursor"], newest)]
    items = found[:limit]
    next_cursor = encode_cursor(items[-1].id) if len(found) > limit else None
    return {"items": [shown(row) for row in items], "next_cursor": next_cursor}


USER_PARAMETERS: Readers = {
    "sort": lambda text: one_of(text, ("newest", "oldest")),
    "limit": lambda text: whole_number(text, 1, 100),
    "cursor": decode_cursor,
}
POST_PARAMETERS: Readers = {
    **USER_PARAMETERS,
    "author_id": lambda text: whole_number(text, 1, 10**18 - 1),
    "status": lambda text: one_of(text, ("draft", "published")),
}

# --- C1 to C4: conditional requests and caching

ENTITY_TAG = re.compile(r'(?:W/)?"[\x21\x23-\x7e\x80-\xff]*"')
NO_STORE = {"Cache-Control": "no-store"}
PRIVATE = {"Cache-Control": "private, no-cache", "Vary": "Authorization"}


def etag(post: Post) -> str:
    return f'"{post.id}-{post.version}"'


def entity_tags(lines: list[str]) -> list[str]:
    """The tags of a header, or none at all where it is neither `*` nor a list of them."""
    value = ",".join(lines)
    if value.strip(" \t") == "*":
        return ["*"]
    elements = ENTITY_TAG.sub('""', value).split(",")
    if any(element.strip(" \t") not in ("", '""') for element in elements):
        return []
    return ENTITY_TAG.findall(value)


def matches_weakly(tags: list[str], tag: str) -> bool:
    return tags == ["*"] or tag in [other.removeprefix("W/") for other in tags]


def matches_strongly(tags: list[str], tag: str) -> bool:
    return tags == ["*"] or tag in tags


def is_not_modified(request: Request, post: Post) -> bool:
    return matches_weakly(entity_tags(request.all("If-None-Match")), etag(post))


def check_precondition(request: Request, post: Post) -> None:
    lines = request.all("If-Match")
    if lines and not matches_strongly(entity_tags(lines), etag(post)):
        raise ProblemError("precondition-failed", "The post was changed in the meantime.")


# --- Y1, Y3: health and the document

DOCS_PAGE = Path(__file__).with_name("docs.html").read_bytes()
DOCS_POLICY = "default-src 'self'; script-src 'unsafe-inline'"


def get_health(service: Service, request: Request) -> Response:
    return json_response(200, {"status": "ok"})


def get_document(service: Service, request: Request) -> Response:
    return json_response(200, service.document)


def get_docs(service: Service, request: Request) -> Response:
    policy = [("Content-Security-Policy", DOCS_POLICY)]
    return Response(200, DOCS_PAGE, "text/html; charset=utf-8", policy)


# --- Y6, Y7: hosts and other origins


def check_host(service: Service, request: Request) -> None:
    host = re.sub(":[0-9]*$", "", request.only("Host") or "")
    if host.lower() not in service.settings.hosts:
        raise malformed("This service does not serve that host.")


def allowed_origin(service: Service, request: Request) -> str | None:
    origin = request.only("Origin")
    return origin if origin in service.settings.origins else None


def is_preflight(service: Service, request: Request) -> bool:
    asks = request.method == "OPTIONS" and request.all("Access-Control-Request-Method")
    return bool(asks) and allowed_origin(service, request) is not None


def preflight(methods: Methods) -> Response:
    names = "Authorization, Content-Type, If-Match, If-None-Match, X-Request-ID"
    allowed = [("Access-Control-Allow-Methods", allow(methods))]
    return Response(204, headers=[*allowed, ("Access-Control-Allow-Headers", names)])


def cors_headers(service: Service, request: Request) -> dict[str, str]:
    origin = allowed_origin(service, request)
    if origin is None:
        return {}
    exposed = {"Access-Control-Expose-Headers": "ETag, Location, X-Request-ID, Retry-After"}
    return {"Access-Control-Allow-Origin": origin, "Vary": "Origin", **exposed}


# --- All operations

PATHS: dict[str, Methods] = {
    "/api/v1/users": {"POST": register_user, "GET": list_users},
    "/api/v1/users/{id}": {"GET": get_user},
    "/api/v1/users/me": {"GET": get_me, "PATCH": update_me, "DELETE": delete_me},
    "/api/v1/tokens": {"POST": create_token},
    "/api/v1/tokens/current": {"DELETE": revoke_token},
    "/api/v1/posts": {"POST": create_post, "GET": list_posts},
    "/api/v1/posts/{id}": {"GET": get_post, "PATCH": update_post, "DELETE": delete_post},
    "/health/live": {"GET": get_health},
    "/health/ready": {"GET": get_health},
    "/openapi.json": {"GET": get_document},
    "/docs": {"GET": get_docs},
}


def serve(port: int, settings: Settings, document: JsonObject) -> None:
    line = "%(asctime)s %(levelname)s %(name)s %(request_id)s %(message)s"
    logging.basicConfig(level=logging.INFO, format=line)
    service = Service(settings, document)
    Server(port, partial(respond, service), reject).run()
