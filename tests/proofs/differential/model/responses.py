"""From a request to the responses which the contract allows for it."""

import re
from collections.abc import Callable, Iterator

from tests.proofs.differential.exchange import Request, Response
from tests.proofs.differential.model import operations, queries
from tests.proofs.differential.model.bodies import check_text
from tests.proofs.differential.model.conditions import matches_strongly
from tests.proofs.differential.model.operations import Call
from tests.proofs.differential.model.paths import (
    OWNERS_ONLY,
    TOKEN_OPTIONAL,
    TOKEN_REQUIRED,
    WITH_BODY,
    Route,
    route,
)
from tests.proofs.differential.model.problems import ProblemError, unauthenticated
from tests.proofs.differential.model.state import State

Check = Callable[[], None]


class Model:
    """The contract as a server that needs no wire."""

    def __init__(self) -> None:
        self.state = State()

    def responses(self, request: Request) -> list[Response]:
        """The one response, or those between which H3 and H11 leave the choice."""
        path, _, query = request.path.partition("?")
        try:
            found = route(request.method, path)
        except ProblemError as problem:
            try:
                self._authenticate(Call(request, self.state), required=True)
            except ProblemError as no_token:
                return [problem.response(), no_token.response()]
            return [problem.response()]
        call = Call(request, self.state, found.row_id)
        faults = [fault.response() for fault in self._faults(call, found, query)]
        if faults:
            return faults
        handler: Callable[[Call], Response] = getattr(operations, found.operation)
        try:
            return [handler(call)]
        except ProblemError as problem:
            return [problem.response()]

    def _faults(self, call: Call, found: Route, query: str) -> Iterator[ProblemError]:
        """Token, query, row and JSON text: what is wrong with each, as their order is free."""
        checks: list[Check] = []
        if found.operation in TOKEN_REQUIRED | TOKEN_OPTIONAL:
            checks.append(lambda: self._authenticate(call, found.operation in TOKEN_REQUIRED))
        if found.operation in ("list_users", "list_posts"):
            checks.append(lambda: self._read(call, found.operation, query))
        if found.operation in {"get_post", *OWNERS_ONLY}:
            checks.append(lambda: self._find_post(call, found.operation))
        if found.operation in WITH_BODY:
            checks.append(lambda: check_text(call.request))
        for check in checks:
            try:
                check()
            except ProblemError as problem:
                yield problem

    def _authenticate(self, call: Call, required: bool) -> None:
        given = call.request.values("Authorization")
        if not given and not required:
            return
        token = re.fullmatch("(?i:bearer) +(.+)", given[0]) if given else None
        if token is None or token[1] not in self.state.tokens:
            raise unauthenticated(bool(given))
        call.token, call.caller = token[1], self.state.tokens[token[1]]

    def _read(self, call: Call, operation: str, query: str) -> None:
        readers = queries.PAGE if operation == "list_users" else queries.POSTS
        call.query = queries.parameters(query, readers)

    def _find_post(self, call: Call, operation: str) -> None:
        """Missing, then forbidden, then changed in the meantime."""
        post = self.state.posts.get(call.row_id)
        if post is None or not post.is_visible_to(call.caller):
            raise ProblemError("not-found")
        call.post = post
        if operation not in OWNERS_ONLY or call.caller is None:
            return
        if post.author is not call.caller:
            raise ProblemError("forbidden")
        lines = call.request.values("If-Match")
        if lines and not matches_strongly(lines, post.etag):
            raise ProblemError("precondition-failed")
