"""The responses that the contract allows: of the reference server, which is asked in process."""

import itertools
import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from io import BufferedReader, BytesIO

from tests.mutation.reference_server import messages
from tests.mutation.reference_server.app import respond
from tests.mutation.reference_server.bodies import sent_value
from tests.mutation.reference_server.headers import common_headers
from tests.mutation.reference_server.lists import POST_PARAMETERS, parameters
from tests.mutation.reference_server.posts import own_unchanged_post, visible_post
from tests.mutation.reference_server.problems import ProblemError, problem_response
from tests.mutation.reference_server.routing import known_method, known_path
from tests.mutation.reference_server.settings import Settings
from tests.mutation.reference_server.state import Service, User
from tests.mutation.reference_server.tokens import authenticated, digest
from tests.proofs.differential.exchange import Request, Response

RATE = "1000000/second"  # a run logs in more often than people do
SETTINGS = Settings.from_environment(
    {"LOGIN_RATE_PER_ACCOUNT": RATE, "LOGIN_RATE_PER_ADDRESS": RATE}
)
WITHOUT_TOKEN = {"register_user", "list_users", "get_user", "create_token"}
TOKEN_OPTIONAL = {"list_posts", "get_post"}
OF_THE_AUTHOR = {"update_post", "delete_post"}
WITH_BODY = {"update_me", "create_post", "update_post"}
OF_EACH_SERVER = ("x-request-id", "referrer-policy")


class Reference:
    """A reference server whose ids are far from those that a database hands out."""

    def __init__(self) -> None:
        ids = itertools.count(10**12 + 1)
        self.service = Service(SETTINGS, {}, user_ids=ids, post_ids=ids)

    def responses(self, request: Request) -> list[Response]:
        """Its response first, then others where H3 and H11 leave the choice between faults."""
        read = as_read(request)
        allowed = [compared(respond(self.service, read))]
        if allowed[0].status < 400:
            return allowed
        for check in unordered_checks(self.service, read):
            try:
                check()
            except ProblemError as problem:
                response = problem_response(problem)
                response.add(common_headers("", response))
                if compared(response) not in allowed:
                    allowed.append(compared(response))
        return allowed

    def owner(self, token: str) -> User | None:
        found = self.service.tokens.get(digest(token))
        return found.user if found else None


def unordered_checks(service: Service, request: messages.Request) -> Iterator[Callable[[], object]]:
    """Path, token, row, query and JSON text; what is wrong with several may come in any order."""
    name = operation_of(request)
    if name in WITHOUT_TOKEN:
        return
    if name not in TOKEN_OPTIONAL or request.all("Authorization"):
        yield lambda: authenticated(service, request)
    if name in {"get_post", *OF_THE_AUTHOR}:
        _, [post_id] = known_path(request)
        yield lambda: visible_post(service, caller(service, request), post_id)
        if name in OF_THE_AUTHOR:
            yield lambda: own_unchanged_post(service, request, post_id)
    if name == "list_posts":
        yield lambda: parameters(request, POST_PARAMETERS)
    if name in WITH_BODY:
        yield lambda: sent_value(request)


def caller(service: Service, request: messages.Request) -> User | None:
    with suppress(ProblemError):
        return authenticated(service, request)
    return None


def operation_of(request: messages.Request) -> str:
    """The operation, or why there is none."""
    try:
        return known_method(request, known_path(request)[0]).__name__
    except ProblemError as problem:
        return problem.slug


def as_read(request: Request) -> messages.Request:
    """A request as the server reads it from a connection."""
    content = request.body or b""
    headers = [("Host", "localhost"), *request.headers, ("Content-Length", str(len(content)))]
    body = messages.Body(BufferedReader(BytesIO(content)), headers)
    return messages.Request(request.method, request.path, headers, body, "1")


def compared(response: messages.Response) -> Response:
    """What a target's response is compared with: without what is each server's own."""
    headers = {name.lower(): value for name, value in response.headers}
    for name in OF_EACH_SERVER:
        del headers[name]
    if "allow" in headers:
        headers["allow"] = headers["allow"].replace(", HEAD", "")  # which is optional (H4)
    return Response(response.status, headers, sorted_errors(response.content))


def sorted_errors(content: bytes) -> object:
    body = json.loads(content) if content else None
    if isinstance(body, dict) and "errors" in body:
        body["errors"].sort(key=lambda error: error.get("pointer", error.get("parameter")))
    return body
