"""The whole contract in one file: a small server in memory, on the standard library alone.

It is the fourth implementation, made to be broken: every rule is a small unit of its own, which
`faults.py` can replace by a wrong one. The sections follow `shared_contract/rules.yaml`.
"""

import base64
import hashlib
import hmac
import itertools
import json
import logging
import re
import secrets
import select
import signal
import socket
import socketserver
import threading
import time
import urllib.parse
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import formatdate
from http import HTTPStatus
from typing import Any

JsonObject = dict[str, Any]
logger = logging.getLogger("miniature")

# ------------------------------------------------------------------------------------------------
# Settings and state
# ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Settings:
    hosts: tuple[str, ...] = ("localhost", "127.0.0.1", "[::1]")
    origins: tuple[str, ...] = ()
    token_ttl: timedelta = timedelta(days=14)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "Settings":
        def names(variable: str, default: Iterable[str]) -> tuple[str, ...]:
            listed = environment.get(variable, ",".join(default)).split(",")
            return tuple(name.strip() for name in listed if name.strip())

        seconds = environment.get("TOKEN_TTL_SECONDS", "1209600")
        if not re.fullmatch("0*[1-9][0-9]{0,9}", seconds, re.ASCII):
            raise ValueError(f"TOKEN_TTL_SECONDS must be a whole number from 1, not {seconds!r}.")
        return cls(
            hosts=names("ALLOWED_HOSTS", cls.hosts),
            origins=names("CORS_ALLOWED_ORIGINS", cls.origins),
            token_ttl=timedelta(seconds=int(seconds)),
        )


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


# ------------------------------------------------------------------------------------------------
# Requests and answers
# ------------------------------------------------------------------------------------------------


@dataclass
class Request:
    method: str
    target: str
    headers: list[tuple[str, str]]
    body: "Body"
    version: str = "1"
    id: str = ""

    def all(self, name: str) -> list[str]:
        return [value for key, value in self.headers if key.lower() == name.lower()]

    def only(self, name: str) -> str | None:
        """The value of a header that was sent exactly once."""
        values = self.all(name)
        return values[0] if len(values) == 1 else None


@dataclass
class Answer:
    status: int
    content: bytes = b""
    media_type: str = ""
    headers: list[tuple[str, str]] = field(default_factory=list)

    def add(self, headers: Mapping[str, str]) -> None:
        self.headers.extend(headers.items())


def json_answer(status: int, value: JsonObject, headers: Mapping[str, str] | None = None) -> Answer:
    """H1: success is application/json in UTF-8, and nobody asks what Accept says."""
    content = json.dumps(value, ensure_ascii=False).encode()
    return Answer(status, content, "application/json", list((headers or {}).items()))


def empty_answer(status: int, headers: Mapping[str, str] | None = None) -> Answer:
    return Answer(status, headers=list((headers or {}).items()))


def respond(service: Service, request: Request) -> Answer:
    """Everything between a request that was read and an answer that can be written."""
    request.id = request_id(request)
    try:
        answer = dispatch(service, request)
    except ProblemError as problem:
        answer = problem_answer(problem)
    except Exception:
        logger.exception("unexpected", extra={"request_id": request.id})
        answer = problem_answer(unexpected())
    answer.add(common_headers(request.id, answer))
    answer.add(cors_headers(service, request))
    return answer


def dispatch(service: Service, request: Request) -> Answer:
    """H11: path, then method; authentication and all the rest are each operation's own."""
    check_host(service, request)
    methods, path_id = known_path(request)
    if is_preflight(service, request):
        return preflight(methods)
    operation = known_method(request, methods)
    return operation(service, request, *path_id)


# ------------------------------------------------------------------------------------------------
# H2, H3, H8: paths and methods
# ------------------------------------------------------------------------------------------------

Operation = Callable[..., Answer]
Methods = dict[str, Operation]
PATH_ID = "([1-9][0-9]{0,17})"


def raw_path(request: Request) -> str:
    """The path as sent, without the query; a target may also be a whole URL (RFC 9112, 3.2.2)."""
    path = request.target.partition("?")[0]
    return re.sub("^http://[^/]*", "", path, flags=re.IGNORECASE)


def decoded_path(request: Request) -> str:
    path = raw_path(request)
    if "%2f" in path.lower():
        raise not_found()
    return urllib.parse.unquote(path)


def known_path(request: Request) -> tuple[Methods, list[int]]:
    path = decoded_path(request)
    for template, methods in PATHS.items():
        found = re.fullmatch(re.escape(template).replace(r"\{id\}", PATH_ID), path)
        if found:
            return methods, [int(digits) for digits in found.groups()]
    raise not_found()


def allow(methods: Methods) -> str:
    return ", ".join(sorted({*methods, "HEAD"} if "GET" in methods else methods))


def known_method(request: Request, methods: Methods) -> Operation:
    """H3, H4: HEAD is GET up to the moment of writing."""
    method = "GET" if request.method == "HEAD" else request.method
    if method not in methods:
        detail = "This address does not take this method."
        raise ProblemError("method-not-allowed", detail, headers={"Allow": allow(methods)})
    return methods[method]


# ------------------------------------------------------------------------------------------------
# H5, H6: bodies as bytes
# ------------------------------------------------------------------------------------------------


def check_media_type(request: Request) -> None:
    declared = (request.only("Content-Type") or "").partition(";")[0].strip(" \t").lower()
    if declared != "application/json" or request.all("Content-Encoding"):
        detail = "The body must be declared as application/json, without a content coding."
        raise ProblemError("unsupported-media-type", detail)


def refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def parse_json(content: bytes) -> object:
    try:
        return json.loads(content.decode("utf-8"), parse_constant=refuse_constant)
    except (ValueError, RecursionError):
        raise malformed("The body is not a JSON text in UTF-8.") from None


def sent_value(request: Request) -> object:
    """What is wrong with the body as bytes: 413, then 415, then 400."""
    content = request.body.read()
    check_media_type(request)
    return parse_json(content)


# ------------------------------------------------------------------------------------------------
# H9: query parameters
# ------------------------------------------------------------------------------------------------


class WrongValueError(Exception):
    """A value that breaks its schema; the argument is the code."""

    @property
    def code(self) -> str:
        return str(self.args[0])


def whole_number(text: str, least: int, most: int) -> int:
    if not re.fullmatch("-?[0-9]+", text, re.ASCII):
        raise WrongValueError("type")
    digits = text.lstrip("-").lstrip("0")
    if digits and text.startswith("-"):
        raise WrongValueError("minimum")
    if len(digits) > 18 or int(digits or "0") > most:
        raise WrongValueError("maximum")
    if int(digits or "0") < least:
        raise WrongValueError("minimum")
    return int(digits)


def one_of(text: str, choices: tuple[str, ...]) -> str:
    if text not in choices:
        raise WrongValueError("enum")
    return text


def read_limit(text: str) -> int:
    return whole_number(text, 1, 100)


def read_author_id(text: str) -> int:
    return whole_number(text, 1, 10**18 - 1)


def read_sort(text: str) -> str:
    return one_of(text, ("newest", "oldest"))


def read_status(text: str) -> str:
    return one_of(text, ("draft", "published"))


def parameters(request: Request, readers: Mapping[str, Callable[[str], Any]]) -> JsonObject:
    """The query as values; whatever is wrong with it is named once per parameter."""
    query = request.target.partition("?")[2]
    sent: dict[str, list[str]] = {}
    for name, text in urllib.parse.parse_qsl(query, keep_blank_values=True):
        sent.setdefault(name, []).append(text)
    values, errors = {}, []
    for name, texts in sent.items():
        try:
            values[name] = read_parameter(readers.get(name), texts)
        except WrongValueError as wrong:
            errors.append(error_in(name, wrong.code))
    if errors:
        raise invalid(errors)
    return values


def read_parameter(reader: Callable[[str], Any] | None, texts: list[str]) -> object:
    if reader is None:
        raise WrongValueError("additionalProperties")
    if len(texts) > 1:
        raise WrongValueError("repeated")
    return reader(texts[0])


# ------------------------------------------------------------------------------------------------
# H10: headers on every answer
# ------------------------------------------------------------------------------------------------

SECURITY_HEADERS = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"}
JSON_POLICY = "default-src 'none'; frame-ancestors 'none'"
REQUEST_ID = "[A-Za-z0-9._-]{1,128}"


def request_id(request: Request) -> str:
    sent = request.only("X-Request-ID")
    return sent if sent and re.fullmatch(REQUEST_ID, sent) else new_request_id()


def new_request_id() -> str:
    return uuid.uuid4().hex


def common_headers(request_id: str, answer: Answer) -> dict[str, str]:
    headers = {"X-Request-ID": request_id, **SECURITY_HEADERS}
    if answer.media_type:
        headers["Content-Type"] = answer.media_type
    if answer.media_type.endswith("json"):
        headers["Content-Security-Policy"] = JSON_POLICY
    return headers


# ------------------------------------------------------------------------------------------------
# H7, H12: HTTP/1.1 on a socket
# ------------------------------------------------------------------------------------------------

MAX_BODY = 1024 * 1024
MAX_HEAD = 64 * 1024
REQUEST_LINE = re.compile(r"([!#$%&'*+.^_`|~0-9A-Za-z-]+) ([\x21-\x7e\x80-\xff]+) HTTP/1\.([01])")
HEADER_LINE = re.compile(r"([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([\t\x20-\x7e\x80-\xff]*)")


class Body:
    """The body of a request, not read before somebody asks for it."""

    def __init__(self, wire: "Wire", headers: list[tuple[str, str]]) -> None:
        framing = Request("", "", headers, self)
        self.wire = wire
        self.waits = "100-continue" in [value.lower() for value in framing.all("Expect")]
        self.chunked = [value.lower() for value in framing.all("Transfer-Encoding")] == ["chunked"]
        lengths = framing.all("Content-Length")
        if framing.all("Transfer-Encoding") and (lengths or not self.chunked):
            raise malformed("The length of the body is unclear.")
        if lengths and (len(lengths) > 1 or not re.fullmatch("[0-9]{1,18}", lengths[0], re.ASCII)):
            raise malformed("The length of the body is unclear.")
        self.length = int(lengths[0]) if lengths else 0
        self.complete = False
        self.pieces = self.chunks() if self.chunked else self.counted()

    def read(self) -> bytes:
        """H7: what has too much is refused without being read to its end."""
        content = bytearray()
        if self.length > MAX_BODY:
            raise too_large()
        if self.waits:
            self.wire.wfile.write(b"HTTP/1.1 100 Continue\r\n\r\n")
            self.waits = False
        for piece in self.pieces:
            content += piece
            if len(content) > MAX_BODY:
                raise too_large()
        return bytes(content)

    def counted(self) -> Iterator[bytes]:
        yield self.exactly(self.length)
        self.complete = True

    def chunks(self) -> Iterator[bytes]:
        while size := self.chunk_size():
            yield self.exactly(min(size, MAX_BODY + 1))
            if self.exactly(2) != b"\r\n":
                raise malformed("A chunk has another length than it says.")
        while self.wire.line().strip():
            pass  # trailers
        self.complete = True

    def chunk_size(self) -> int:
        digits = self.wire.line().partition(b";")[0].strip()
        if not re.fullmatch(b"[0-9A-Fa-f]{1,15}", digits):
            raise malformed("A chunk has no length.")
        return int(digits, 16)

    def exactly(self, length: int) -> bytes:
        content = self.wire.rfile.read(length)
        if len(content) < length:
            raise malformed("The body ends before its declared length.")
        return content

    def skip(self) -> bool:
        """Read what no operation asked for; False where the connection cannot go on after it."""
        with suppress(ProblemError):
            self.read()
        return self.complete

    @property
    def hopeless(self) -> bool:
        return self.length > MAX_BODY or self.waits


class Wire(socketserver.StreamRequestHandler):
    """One connection, and the requests on it one after the other."""

    server: "Miniature"
    timeout = 60
    disable_nagle_algorithm = True

    def handle(self) -> None:
        with suppress(OSError):
            while self.serve_one():
                pass
            self.linger()

    def serve_one(self) -> bool:
        """Answer one request; True where the connection may bring another."""
        started = time.monotonic()
        try:
            request = self.read_request()
        except ProblemError as problem:
            answer = problem_answer(problem)
            answer.add({**common_headers(new_request_id(), answer), "Connection": "close"})
            self.write("GET", answer)
            return False
        if request is None:
            return False
        answer = respond(self.server.service, request)
        if not self.stays_open(request, answer):
            answer.add({"Connection": "close"})
        self.write(request.method, answer)
        log_access(request, answer, started)
        return ("Connection", "close") not in answer.headers and request.body.skip()

    def read_request(self) -> Request | None:
        """The head of a request, or None where the connection has ended."""
        line = self.line()
        while line in (b"\r\n", b"\n"):
            line = self.line()
        if not line:
            return None
        first = REQUEST_LINE.fullmatch(line.decode("latin-1").rstrip("\r\n"))
        if not first:
            raise malformed("This is no request line.")
        headers = list(self.header_lines())
        return Request(first[1], first[2], headers, Body(self, headers), first[3])

    def header_lines(self) -> Iterator[tuple[str, str]]:
        room = MAX_HEAD
        while line := self.line().decode("latin-1").rstrip("\r\n"):
            found = HEADER_LINE.fullmatch(line)
            room -= len(line)
            if not found or room < 0:
                raise malformed("A header is malformed or too long.")
            yield found[1], found[2].rstrip(" \t")

    def line(self) -> bytes:
        line = self.rfile.readline(MAX_HEAD + 1)
        if len(line) > MAX_HEAD:
            raise malformed("A line is too long.")
        return line

    def stays_open(self, request: Request, answer: Answer) -> bool:
        wishes = ",".join(request.all("Connection")).lower()
        if request.version == "0" or "close" in wishes:
            return False
        return answer.status != HTTPStatus.REQUEST_ENTITY_TOO_LARGE and not request.body.hopeless

    def write(self, method: str, answer: Answer) -> None:
        """No server version (H10), and no length where there can be no content."""
        lines = [f"HTTP/1.1 {answer.status} {HTTPStatus(answer.status).phrase}"]
        lines += [f"{name}: {value}" for name, value in answer.headers]
        lines.append(f"Date: {formatdate(usegmt=True)}")
        if answer.status not in (HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED):
            lines.append(f"Content-Length: {len(answer.content)}")
        head = "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n"
        self.wfile.write(head + written_content(method, answer))

    def linger(self) -> None:
        """Let the client read the answer: a socket closed on unread bytes is reset."""
        self.connection.shutdown(socket.SHUT_WR)
        self.connection.settimeout(1)
        give_up = time.monotonic() + 2
        while time.monotonic() < give_up and self.connection.recv(65536):
            pass


def written_content(method: str, answer: Answer) -> bytes:
    return b"" if method == "HEAD" else answer.content


def log_access(request: Request, answer: Answer, started: float) -> None:
    duration = (time.monotonic() - started) * 1000
    line = f"{request.method} {raw_path(request)} {answer.status} {duration:.0f} ms"
    logger.info(line, extra={"request_id": request.id})


# ------------------------------------------------------------------------------------------------
# E1, E5: problems
# ------------------------------------------------------------------------------------------------

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
    "too-many-requests": 429,
    "internal-error": 500,
    "unavailable": 503,
}


class ProblemError(Exception):
    """A refusal on its way to the client."""

    def __init__(
        self,
        slug: str,
        detail: str,
        errors: list[JsonObject] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(slug)
        self.slug, self.detail, self.errors, self.headers = slug, detail, errors, headers or {}


def problem_title(slug: str) -> str:
    return slug.replace("-", " ").capitalize()


def problem_answer(problem: ProblemError) -> Answer:
    status = PROBLEMS[problem.slug]
    members: JsonObject = {
        "type": f"urn:problem-type:{problem.slug}",
        "title": problem_title(problem.slug),
        "status": status,
        "detail": problem.detail,
    }
    if problem.errors is not None:
        members["errors"] = problem.errors
    answer = json_answer(status, members, problem.headers)
    answer.media_type = "application/problem+json"
    return answer


def malformed(detail: str) -> ProblemError:
    return ProblemError("malformed-request", detail)


def not_found() -> ProblemError:
    return ProblemError("not-found", "There is nothing at this address.")


def too_large() -> ProblemError:
    return ProblemError("content-too-large", f"The body is larger than {MAX_BODY} bytes.")


def unexpected() -> ProblemError:
    return ProblemError("internal-error", "Something went wrong on our side.")


# ------------------------------------------------------------------------------------------------
# E2, E3, E4: shapes and fields (also S3 and F1 to F8)
# ------------------------------------------------------------------------------------------------

MOST_ERRORS = 50
LONGEST_NAME = 100
DETAILS = {
    "required": "This member is required.",
    "type": "The value has the wrong type.",
    "minLength": "The value is too short.",
    "maxLength": "The value is too long.",
    "pattern": "The value does not have the form that is asked for.",
    "enum": "The value is not one of the choices.",
    "minimum": "The value is too small.",
    "maximum": "The value is too large.",
    "additionalProperties": "Nothing of this name is known here.",
    "unique": "This value is already taken.",
    "credentials": "The current password is missing or wrong.",
    "cursor": "This is not a cursor of this list.",
    "repeated": "The parameter was sent more than once.",
}


def error_at(pointer: str, code: str) -> JsonObject:
    return {"pointer": pointer, "code": code, "detail": DETAILS[code]}


def error_in(parameter: str, code: str) -> JsonObject:
    return {"parameter": parameter[:LONGEST_NAME], "code": code, "detail": DETAILS[code]}


def pointer_to(name: str) -> str:
    """RFC 6901: a JSON pointer to a member, as a URI fragment."""
    escaped = name[:LONGEST_NAME].replace("~", "~0").replace("/", "~1")
    return "#/" + urllib.parse.quote(escaped, safe="~", errors="replace")


def invalid(errors: list[JsonObject]) -> ProblemError:
    detail = "The request does not fit its schema."
    return ProblemError("validation-failed", detail, errors[:MOST_ERRORS])


@dataclass(frozen=True)
class Field:
    longest: int
    shortest: int = 0
    pattern: str = "(?s:.*)"
    choices: tuple[str, ...] = ()


VISIBLE = r"(?=\s*\S)"
ONE_LINE = r"[^\x00-\x1f\x7f-\x9f]*"
TEXT = r"[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]*"
EMAIL_PATTERN = (
    r"[A-Za-z0-9!#$%&'*+/=?^_{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_{|}~-]+)*"
    r"@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+([A-Za-z]{2,63}|xn--[A-Za-z0-9]{1,59})"
)
USERNAME = Field(30, 3, "[a-z0-9_]+")
EMAIL = Field(254, 1, EMAIL_PATTERN)
NEW_PASSWORD = Field(128, 12, ONE_LINE)
GIVEN_PASSWORD = Field(128, 1, ONE_LINE)
GIVEN_USERNAME = Field(254, 1, ONE_LINE)
BIO = Field(500, 0, TEXT)
TITLE = Field(200, 1, VISIBLE + ONE_LINE)
BODY = Field(50_000, 1, VISIBLE + TEXT)
STATUS = Field(0, choices=("draft", "published"))

Shape = dict[str, Field]
REGISTRATION: Shape = {"username": USERNAME, "email": EMAIL, "password": NEW_PASSWORD, "bio": BIO}
PROFILE_UPDATE: Shape = {
    "bio": BIO,
    "email": EMAIL,
    "password": NEW_PASSWORD,
    "current_password": GIVEN_PASSWORD,
}
CREDENTIALS: Shape = {"username": GIVEN_USERNAME, "password": GIVEN_PASSWORD}
POST_FIELDS: Shape = {"title": TITLE, "body": BODY, "status": STATUS}


def is_string(value: object) -> bool:
    return isinstance(value, str) and not re.search("[\ud800-\udfff]", value)


def length(value: str) -> int:
    return len(value)


def field_error(rule: Field, value: Any) -> str | None:
    """The first thing wrong with a value: its type, its length, its pattern or choices."""
    if not is_string(value):
        return "type"
    if rule.choices:
        return None if value in rule.choices else "enum"
    if length(value) < rule.shortest:
        return "minLength"
    if length(value) > rule.longest:
        return "maxLength"
    return None if re.fullmatch(rule.pattern, value) else "pattern"


def shape_errors(sent: JsonObject, shape: Shape, required: Iterable[str]) -> Iterator[JsonObject]:
    for name in required:
        if name not in sent:
            yield error_at(pointer_to(name), "required")
    for name, value in sent.items():
        code = field_error(shape[name], value) if name in shape else None
        if code:
            yield error_at(pointer_to(name), code)
    for name in sent:
        if name not in shape:
            yield error_at(pointer_to(name), "additionalProperties")


def check_shape(sent: object, shape: Shape, required: Iterable[str] = ()) -> dict[str, str]:
    if not isinstance(sent, dict):
        raise invalid([error_at("#", "type")])
    errors = list(shape_errors(sent, shape, required))
    if errors:
        raise invalid(errors)
    return sent


# ------------------------------------------------------------------------------------------------
# S1, S2, U2: shapes answered
# ------------------------------------------------------------------------------------------------


def now() -> datetime:
    return datetime.now(UTC)


def shown_time(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def public_user(user: User) -> JsonObject:
    return {
        "id": user.id,
        "username": user.username,
        "bio": user.bio,
        "created_at": shown_time(user.created_at),
    }


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


# ------------------------------------------------------------------------------------------------
# A1, A2, A3: tokens
# ------------------------------------------------------------------------------------------------

BEARER = re.compile(r"bearer +(\S+)", re.IGNORECASE)


def challenge(parameters: str = "") -> dict[str, str]:
    return {"WWW-Authenticate": f"Bearer{parameters}"}


def no_token() -> ProblemError:
    return ProblemError("unauthenticated", "A token is required.", headers=challenge())


def bad_token() -> ProblemError:
    detail = "The token is malformed, unknown, expired or revoked."
    return ProblemError("unauthenticated", detail, headers=challenge(' error="invalid_token"'))


def digest(token: str) -> str:
    return hashlib.sha256(token.encode("latin-1", "replace")).hexdigest()


def bearer_token(header: str | None) -> str:
    found = BEARER.fullmatch(header or "")
    if not found:
        raise bad_token()
    return found[1]


def is_current(token: Token) -> bool:
    return now() < token.expires_at


def authenticated(service: Service, request: Request) -> User:
    """The caller. Whoever writes asks once more under the lock: the account may be gone by then."""
    if not request.all("Authorization"):
        raise no_token()
    sent = digest(bearer_token(request.only("Authorization")))
    with service.lock:
        token = service.tokens.get(sent)
        if token is None or not is_current(token):
            raise bad_token()
        return token.user


def authenticated_or_nobody(service: Service, request: Request) -> User | None:
    return authenticated(service, request) if request.all("Authorization") else None


def issue_token(service: Service, user: User) -> tuple[str, Token]:
    text = "tp_" + secrets.token_urlsafe(32)
    token = Token(user, now() + service.settings.token_ttl)
    service.tokens[digest(text)] = token
    return text, token


def create_token(service: Service, request: Request) -> Answer:
    sent = check_shape(sent_value(request), CREDENTIALS, CREDENTIALS)
    user = verified_user(service, sent["username"], sent["password"])
    with service.lock:
        text, token = issue_token(service, user)
    expires_at = shown_time(token.expires_at)
    issued = {"token": text, "token_type": "Bearer", "expires_at": expires_at}
    return json_answer(201, issued, NO_STORE)


def revoke_token(service: Service, request: Request) -> Answer:
    with service.lock:
        authenticated(service, request)
        forget_token(service, request)
    return empty_answer(204)


def forget_token(service: Service, request: Request) -> None:
    del service.tokens[digest(bearer_token(request.only("Authorization")))]


# ------------------------------------------------------------------------------------------------
# A4, A5: passwords (scrypt, because the standard library has no argon2)
# ------------------------------------------------------------------------------------------------


def hashed(password: str, salt: bytes | None = None) -> bytes:
    salt = salt or secrets.token_bytes(16)
    return salt + hashlib.scrypt(password.encode(), salt=salt, n=4096, r=8, p=1)


def is_password(stored: bytes, password: str) -> bool:
    return hmac.compare_digest(stored, hashed(password, stored[:16]))


NOBODYS_PASSWORD = hashed(secrets.token_urlsafe())


def verified_user(service: Service, username: str, password: str) -> User:
    """A4: an unknown user costs what a wrong password costs."""
    with service.lock:
        user = next((user for user in service.users.values() if user.username == username), None)
        stored = user.password if user else NOBODYS_PASSWORD
    right = is_password(stored, password)
    with service.lock:
        if user is None or not right or user.password != stored or user.id not in service.users:
            raise wrong_login(user)
        return user


def wrong_login(user: User | None) -> ProblemError:
    detail = "The username or the password is wrong."
    return ProblemError("invalid-credentials", detail, headers=challenge())


# ------------------------------------------------------------------------------------------------
# U1 to U4: users
# ------------------------------------------------------------------------------------------------


def taken(service: Service, user: User | None = None, **values: str) -> list[str]:
    """The names of those values which some other user already has."""
    others = [other for other in service.users.values() if other is not user]
    return [
        name
        for name, value in values.items()
        if any(getattr(other, name) == value for other in others)
    ]


def check_unique(service: Service, user: User | None = None, **values: str) -> None:
    names = taken(service, user, **values)
    if names:
        errors = [error_at(pointer_to(name), "unique") for name in names]
        raise ProblemError("conflict", "A value is already taken.", errors)


def normalized_email(email: str) -> str:
    return email.lower()


def register_user(service: Service, request: Request) -> Answer:
    required = ("username", "email", "password")
    sent = check_shape(sent_value(request), REGISTRATION, required)
    email, password = normalized_email(sent["email"]), hashed(sent["password"])
    with service.lock:
        check_unique(service, username=sent["username"], email=email)
        moment, bio = now(), sent.get("bio", "")
        number = next(service.user_ids)
        user = User(number, sent["username"], email, password, bio, moment, moment)
        service.users[user.id] = user
        return json_answer(201, own_user(user), {"Location": f"/api/v1/users/{user.id}"})


def list_users(service: Service, request: Request) -> Answer:
    query = parameters(request, USER_PARAMETERS)
    with service.lock:
        return json_answer(200, page(service.users.values(), query, public_user))


def get_user(service: Service, request: Request, user_id: int) -> Answer:
    with service.lock:
        if user_id not in service.users:
            raise not_found()
        return json_answer(200, public_user(service.users[user_id]))


def get_me(service: Service, request: Request) -> Answer:
    return json_answer(200, own_user(authenticated(service, request)), NO_STORE)


def update_me(service: Service, request: Request) -> Answer:
    user = authenticated(service, request)
    sent = check_shape(sent_value(request), PROFILE_UPDATE)
    known = user.password
    if needs_password(sent):
        check_current_password(known, sent.get("current_password"))
    changes = profile_changes(sent, known)
    with service.lock:
        user = authenticated(service, request)
        if needs_password(sent) and user.password != known:
            raise wrong_current_password()
        check_unique(service, user, **{name: changes[name] for name in changes if name == "email"})
        if "password" in changes:
            revoke_other_tokens(service, request, user)
        if edit(user, changes):
            user.updated_at = now()
        return json_answer(200, own_user(user))


def needs_password(sent: Mapping[str, str]) -> bool:
    return "email" in sent or "password" in sent


def check_current_password(stored: bytes, given: str | None) -> None:
    if given is None or not is_password(stored, given):
        raise wrong_current_password()


def wrong_current_password() -> ProblemError:
    return invalid([error_at("#/current_password", "credentials")])


def profile_changes(sent: Mapping[str, str], stored: bytes) -> JsonObject:
    """What a patch asks for; the password that already is one is no new password."""
    changes: JsonObject = {name: sent[name] for name in sent if name == "bio"}
    if "email" in sent:
        changes["email"] = normalized_email(sent["email"])
    if "password" in sent and not is_password(stored, sent["password"]):
        changes["password"] = hashed(sent["password"])
    return changes


def edit(row: User | Post, changes: Mapping[str, Any]) -> bool:
    """Take over the changes; False where nothing differs."""
    differing = {name: value for name, value in changes.items() if getattr(row, name) != value}
    for name, value in differing.items():
        setattr(row, name, value)
    return bool(differing)


def revoke_other_tokens(service: Service, request: Request, user: User) -> None:
    own = digest(bearer_token(request.only("Authorization")))
    for text, token in list(service.tokens.items()):
        if token.user is user and text != own:
            del service.tokens[text]


def delete_me(service: Service, request: Request) -> Answer:
    with service.lock:
        user = authenticated(service, request)
        delete_posts_of(service, user)
        delete_tokens_of(service, user)
        del service.users[user.id]
    return empty_answer(204)


def delete_posts_of(service: Service, user: User) -> None:
    for post in [post for post in service.posts.values() if post.author is user]:
        del service.posts[post.id]


def delete_tokens_of(service: Service, user: User) -> None:
    for text in [text for text, token in service.tokens.items() if token.user is user]:
        del service.tokens[text]


# ------------------------------------------------------------------------------------------------
# P1 to P5: posts
# ------------------------------------------------------------------------------------------------


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


def own_unchanged_post(service: Service, request: Request, user: User, post_id: int) -> Post:
    """H11: missing, then forbidden, then changed in the meantime."""
    post = visible_post(service, user, post_id)
    check_author(post, user)
    check_precondition(request, post)
    return post


def create_post(service: Service, request: Request) -> Answer:
    authenticated(service, request)
    sent = check_shape(sent_value(request), POST_FIELDS, ("title", "body"))
    with service.lock:
        author, moment = authenticated(service, request), now()
        status = sent.get("status", "published")
        number, published_at = next(service.post_ids), moment if status == "published" else None
        title, body = sent["title"], sent["body"]
        post = Post(number, author, title, body, status, moment, moment, published_at)
        service.posts[post.id] = post
        headers = {"Location": f"/api/v1/posts/{post.id}", "ETag": etag(post)}
        return json_answer(201, shown_post(post), headers)


def list_posts(service: Service, request: Request) -> Answer:
    user = authenticated_or_nobody(service, request)
    query = parameters(request, POST_PARAMETERS)
    with service.lock:
        return json_answer(200, page(listed_posts(service, user, query), query, shown_post))


def listed_posts(service: Service, user: User | None, query: JsonObject) -> list[Post]:
    status = query.get("status", "published")
    if status == "draft" and user is None:
        raise no_token()
    posts = [post for post in service.posts.values() if post.status == status]
    if status == "draft":
        posts = [post for post in posts if is_visible(post, user)]
    if "author_id" in query:
        posts = [post for post in posts if post.author.id == query["author_id"]]
    return posts


def get_post(service: Service, request: Request, post_id: int) -> Answer:
    user = authenticated_or_nobody(service, request)
    with service.lock:
        post = visible_post(service, user, post_id)
        headers = {"ETag": etag(post), **PRIVATE}
        if is_not_modified(request, post):
            return empty_answer(304, headers)
        return json_answer(200, shown_post(post), headers)


def update_post(service: Service, request: Request, post_id: int) -> Answer:
    authenticated(service, request)
    sent = sent_value(request)
    with service.lock:
        user = authenticated(service, request)
        post = own_unchanged_post(service, request, user, post_id)
        if edit(post, check_shape(sent, POST_FIELDS)):
            renew(post)
        return json_answer(200, shown_post(post), {"ETag": etag(post)})


def renew(post: Post) -> None:
    post.updated_at = now()
    post.version += 1
    publish(post)


def publish(post: Post) -> None:
    if post.status == "draft":
        post.published_at = None
    elif post.published_at is None:
        post.published_at = post.updated_at


def delete_post(service: Service, request: Request, post_id: int) -> Answer:
    with service.lock:
        user = authenticated(service, request)
        post = own_unchanged_post(service, request, user, post_id)
        del service.posts[post.id]
    return empty_answer(204)


# ------------------------------------------------------------------------------------------------
# L1 to L4: lists
# ------------------------------------------------------------------------------------------------


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


DEFAULT_LIMIT = 20
USER_PARAMETERS = {"sort": read_sort, "limit": read_limit, "cursor": decode_cursor}
POST_PARAMETERS = {"author_id": read_author_id, "status": read_status, **USER_PARAMETERS}

# ------------------------------------------------------------------------------------------------
# C1 to C4: conditional requests and caching
# ------------------------------------------------------------------------------------------------

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


# ------------------------------------------------------------------------------------------------
# Y1, Y3: health and the document
# ------------------------------------------------------------------------------------------------

DOCS_POLICY = "default-src 'self'; style-src 'unsafe-inline'; script-src 'unsafe-inline'"
DOCS_PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Users and posts</title>
<h1>Users and posts</h1>
<ul id="operations"></ul>
<script>
const list = document.getElementById("operations");
fetch("/openapi.json").then(answer => answer.json()).then(({paths}) => {
  for (const [path, methods] of Object.entries(paths))
    for (const [method, {summary}] of Object.entries(methods)) {
      const line = document.createElement("li");
      line.textContent = `${method.toUpperCase()} ${path}: ${summary}`;
      list.append(line);
    }
});
</script>
</html>
"""


def get_liveness(service: Service, request: Request) -> Answer:
    return json_answer(200, {"status": "ok"})


def get_readiness(service: Service, request: Request) -> Answer:
    with service.lock:
        return json_answer(200, {"status": "ok"})


def get_document(service: Service, request: Request) -> Answer:
    return json_answer(200, service.document)


def get_docs(service: Service, request: Request) -> Answer:
    policy = [("Content-Security-Policy", DOCS_POLICY)]
    return Answer(200, DOCS_PAGE.encode(), "text/html; charset=utf-8", policy)


# ------------------------------------------------------------------------------------------------
# Y6, Y7: hosts and other origins
# ------------------------------------------------------------------------------------------------


def check_host(service: Service, request: Request) -> None:
    host = re.sub(":[0-9]*$", "", request.only("Host") or "").lower()
    if host not in service.settings.hosts:
        raise malformed("This service does not answer for that host.")


def allowed_origin(service: Service, request: Request) -> str | None:
    origin = request.only("Origin")
    return origin if origin in service.settings.origins else None


def is_preflight(service: Service, request: Request) -> bool:
    asks = request.method == "OPTIONS" and request.all("Access-Control-Request-Method")
    return bool(asks) and allowed_origin(service, request) is not None


def preflight(methods: Methods) -> Answer:
    headers = "Authorization, Content-Type, If-Match, If-None-Match, X-Request-ID"
    allowed = {"Access-Control-Allow-Methods": allow(methods)}
    return empty_answer(204, {**allowed, "Access-Control-Allow-Headers": headers})


def cors_headers(service: Service, request: Request) -> dict[str, str]:
    origin = allowed_origin(service, request)
    if origin is None:
        return {"Vary": "Origin"} if service.settings.origins else {}
    exposed = "ETag, Location, X-Request-ID, Retry-After"
    return {
        "Access-Control-Allow-Origin": origin,
        "Access-Control-Expose-Headers": exposed,
        "Vary": "Origin",
    }


# ------------------------------------------------------------------------------------------------
# All operations, and Y4: starting and stopping
# ------------------------------------------------------------------------------------------------

PATHS: dict[str, Methods] = {
    "/api/v1/users": {"POST": register_user, "GET": list_users},
    "/api/v1/users/{id}": {"GET": get_user},
    "/api/v1/users/me": {"GET": get_me, "PATCH": update_me, "DELETE": delete_me},
    "/api/v1/tokens": {"POST": create_token},
    "/api/v1/tokens/current": {"DELETE": revoke_token},
    "/api/v1/posts": {"POST": create_post, "GET": list_posts},
    "/api/v1/posts/{id}": {"GET": get_post, "PATCH": update_post, "DELETE": delete_post},
    "/health/live": {"GET": get_liveness},
    "/health/ready": {"GET": get_readiness},
    "/openapi.json": {"GET": get_document},
    "/docs": {"GET": get_docs},
}


class Miniature(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    request_queue_size = 256

    def __init__(self, port: int, service: Service) -> None:
        super().__init__(("127.0.0.1", port), Wire)
        self.service = service
        self.connections: set[socket.socket] = set()

    def process_request(self, request: Any, client_address: Any) -> None:
        self.connections.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        self.connections.discard(request)
        super().shutdown_request(request)

    def drain(self) -> None:
        """Take who waits at the door; whoever is inside still gets the answer to what it sent."""
        while select.select([self], [], [], 0)[0]:
            self.handle_request()
        for connection in list(self.connections):
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RD)


def serve(port: int, settings: Settings, document: JsonObject) -> None:
    line = "%(asctime)s %(levelname)s %(name)s %(request_id)s %(message)s"
    logging.basicConfig(level=logging.INFO, format=line)
    with Miniature(port, Service(settings, document)) as server:
        signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=server.shutdown).start())
        with suppress(KeyboardInterrupt):
            server.serve_forever(poll_interval=0.1)
        server.drain()
