"""From a request to the responses which the contract allows for it."""

import re
from collections.abc import Callable
from dataclasses import replace

from tests.proofs.differential.exchange import Request, Response
from tests.proofs.differential.model import operations, queries
from tests.proofs.differential.model.bodies import bytes_fault
from tests.proofs.differential.model.conditions import matches_strongly
from tests.proofs.differential.model.operations import JSON, Call
from tests.proofs.differential.model.paths import (
    HOSTS,
    OWNERS_ONLY,
    TOKEN_OPTIONAL,
    TOKEN_REQUIRED,
    WITH_BODY,
    Route,
    route,
)
from tests.proofs.differential.model.problems import ProblemError, unauthenticated
from tests.proofs.differential.model.state import State

NEW_REQUEST_ID = "a new one"
ANY_DOCUMENT = "any document"
SECURITY = {"x-content-type-options": "nosniff", "referrer-policy": "no-referrer"}
POLICY = {"content-security-policy": "default-src 'none'; frame-ancestors 'none'"}


class Model:
    """The contract as a server that needs no wire."""

    def __init__(self) -> None:
        self.state = State()

    def responses(self, request: Request) -> list[Response]:
        """The one response, or the two between which H11 leaves the choice."""
        try:
            outcomes = self._outcomes(request)
        except ProblemError as problem:
            outcomes = [problem.response()]
        return [finished(request, outcome) for outcome in outcomes]

    def _outcomes(self, request: Request) -> list[Response]:
        if not all(HOSTS.fullmatch(host) for host in request.values("Host")):
            raise ProblemError("malformed-request")
        path, _, query = request.path.partition("?")
        found = route(request.method, path)
        fault = bytes_fault(request) if found.operation in WITH_BODY else None
        try:
            call = self._admitted(request, found, query)
        except ProblemError as rejection:
            return [rejection.response(), *([fault.response()] if fault else [])]
        if fault:
            raise fault
        return [perform(found.operation, call)]

    def _admitted(self, request: Request, found: Route, query: str) -> Call:
        """The checks from 401 to 412."""
        call = Call(request, self.state, found.row_id)
        if found.operation in TOKEN_REQUIRED | TOKEN_OPTIONAL:
            self._authenticate(call, found.operation in TOKEN_REQUIRED)
        if found.operation == "list_users":
            call.query = queries.parameters(query, queries.PAGE)
        if found.operation == "list_posts":
            call.query = queries.parameters(query, queries.POSTS)
        if found.operation in {"get_post", *OWNERS_ONLY}:
            self._find_post(call)
        if found.operation in OWNERS_ONLY:
            self._check_ownership(call)
        return call

    def _authenticate(self, call: Call, required: bool) -> None:
        given = call.request.values("Authorization")
        if not given and not required:
            return
        token = re.fullmatch("(?i:bearer) +(.+)", given[0].strip()) if len(given) == 1 else None
        if token is None or token[1] not in self.state.tokens:
            raise unauthenticated(bool(given))
        call.token, call.caller = token[1], self.state.tokens[token[1]]

    def _find_post(self, call: Call) -> None:
        post = self.state.posts.get(call.row_id)
        if post is None or not post.is_visible_to(call.caller):
            raise ProblemError("not-found")
        call.post = post

    def _check_ownership(self, call: Call) -> None:
        if call.own_post.author is not call.caller:
            raise ProblemError("forbidden")
        lines = call.request.values("If-Match")
        if lines and not matches_strongly(lines, call.own_post.etag):
            raise ProblemError("precondition-failed")


def perform(operation: str, call: Call) -> Response:
    if operation == "get_health":
        return Response(200, JSON, {"status": "ok"})
    if operation == "get_document":
        return Response(200, JSON, ANY_DOCUMENT)
    handler: Callable[[Call], Response] = getattr(operations, operation)
    return handler(call)


def finished(request: Request, response: Response) -> Response:
    """The headers of every response (H10), and HEAD (H4)."""
    given = request.values("X-Request-ID")
    is_taken = len(given) == 1 and re.fullmatch("[A-Za-z0-9._-]{1,128}", given[0], re.ASCII)
    headers = {
        **response.headers,
        **SECURITY,
        "x-request-id": given[0] if is_taken else NEW_REQUEST_ID,
    }
    if "json" in headers.get("content-type", ""):
        headers |= POLICY
    return replace(
        response, headers=headers, body=None if request.method == "HEAD" else response.body
    )
