"""Put a target's response into the model's terms: its ids and times for the target's."""

import re
from typing import Any

from tests.proofs.differential.exchange import OpenPage, Response
from tests.proofs.differential.model.operations import ANY_TOKEN_LIFE
from tests.proofs.differential.model.problems import FREE_TEXT
from tests.proofs.differential.model.queries import ParameterError, cursor, encode_cursor
from tests.proofs.differential.model.responses import ANY_DOCUMENT, NEW_REQUEST_ID
from tests.proofs.differential.pages import own_rows

TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", re.ASCII)
TOKEN = re.compile("tp_[A-Za-z0-9_-]{43}")
REQUEST_ID = re.compile("[A-Za-z0-9._-]{1,128}")
NAMING = re.compile('(/api/v1/users/|/api/v1/posts/|")([1-9][0-9]{0,17})((?:-[0-9]+")?)')
ERRORS_AT_MOST = 50


class Translation:
    """Which of a target's values stands for which of the model's; a pair once made stays."""

    def __init__(self) -> None:
        self.known: dict[Any, Any] = {}
        self.latest = ""  # of the times before this exchange
        self.seen: list[str] = []
        self.request_ids: set[str] = set()

    def response(self, actual: Response, expected: Response) -> Response:
        self.latest, self.seen = max([self.latest, *self.seen]), []
        headers = {
            name: self.header(name, value, expected.headers.get(name))
            for name, value in actual.headers.items()
        }
        body = self.value(actual.body, expected.body)
        if isinstance(expected, OpenPage) and isinstance(actual.body, dict) and expected.body:
            body = self.value(own_rows(actual.body, expected, self.known), expected.body)
        return Response(actual.status, headers, body)

    def value(self, actual: Any, expected: Any) -> Any:
        if expected == FREE_TEXT and isinstance(actual, str) and actual:
            return expected
        if expected == ANY_DOCUMENT and isinstance(actual, dict):
            return expected
        if isinstance(actual, dict) and isinstance(expected, dict):
            return {name: self.member(name, actual, expected) for name in actual}
        if isinstance(actual, list) and isinstance(expected, list):
            paired = zip(actual, expected, strict=False)
            return [self.value(*pair) for pair in paired] + actual[len(expected) :]
        return actual

    def member(self, name: str, actual: dict[str, Any], expected: dict[str, Any]) -> Any:
        theirs, ours = actual[name], expected.get(name)
        if theirs is None or ours is None:
            return theirs
        if name == "id":
            return self.settled(ours, theirs, type(theirs) is int and 1 <= theirs < 10**18)
        if name.endswith("_at"):
            return self.time(ours, theirs)
        if name == "token":
            return self.settled(ours, theirs, is_like(TOKEN, theirs))
        if name == "next_cursor":
            return self.cursor(ours, theirs)
        if name == "errors":
            return self.errors(ours, theirs)
        return self.value(theirs, ours)

    def settled(self, ours: Any, theirs: Any, fits: bool) -> Any:
        """Ours where the two belong together, or do from now on; theirs shows the difference."""
        if ours not in self.known and fits:
            self.known[ours] = theirs
        return ours if self.known.get(ours) == theirs else theirs

    def time(self, ours: str, theirs: Any) -> Any:
        """A time that is new to the model must be later than all before this exchange."""
        if not is_like(TIME, theirs):
            return theirs
        if ours == ANY_TOKEN_LIFE:
            return ours
        self.seen.append(theirs)
        return self.settled(ours, theirs, fits=theirs > self.latest)

    def cursor(self, ours: str, theirs: Any) -> Any:
        try:
            row_id = cursor(theirs)
        except (ParameterError, AttributeError):
            return theirs
        return encode_cursor(self.settled(cursor(ours), row_id, fits=False))

    def errors(self, ours: list[dict[str, str]], theirs: Any) -> Any:
        """Their order is free, and beyond fifty also which of them are named."""
        if not isinstance(theirs, list) or not all(isinstance(error, dict) for error in theirs):
            return theirs
        plain = [
            {**error, "detail": FREE_TEXT} if error.get("detail") else error for error in theirs
        ]
        if len(ours) > ERRORS_AT_MOST == len(plain):
            distinct = {str(sorted(error.items())) for error in plain}
            if len(distinct) == ERRORS_AT_MOST and all(error in ours for error in plain):
                return ours
        return [error for error in ours if error in plain] + [
            error
            for index, error in enumerate(plain)
            if error not in ours or error in plain[:index]
        ]

    def header(self, name: str, theirs: str, ours: str | None) -> str:
        named = NAMING.fullmatch(theirs)
        wanted = NAMING.fullmatch(ours or "")
        if named and wanted:
            return f"{named[1]}{self.settled(int(wanted[2]), int(named[2]), fits=True)}{named[3]}"
        if name == "x-request-id" and ours == NEW_REQUEST_ID and theirs not in self.request_ids:
            self.request_ids.add(theirs)
            return ours if REQUEST_ID.fullmatch(theirs) else theirs
        return theirs


def is_like(pattern: re.Pattern[str], value: Any) -> bool:
    return isinstance(value, str) and bool(pattern.fullmatch(value))
