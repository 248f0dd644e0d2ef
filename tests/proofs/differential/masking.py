"""Put a target's response into the reference's terms: its ids, times, cursors for the target's."""

import re
from typing import Any

from tests.proofs.differential.exchange import Response

TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", re.ASCII)
TOKEN = re.compile("tp_[A-Za-z0-9_-]{43}")
NAMING = re.compile('(/api/v1/users/|/api/v1/posts/|")([1-9][0-9]{0,15})((?:-[0-9]+")?)')


class Translation:
    """Which of a target's values stands for which of the reference's; a pair once made stays."""

    def __init__(self) -> None:
        self.known: dict[Any, Any] = {}
        self.latest = ""  # of the times before this exchange
        self.seen: list[str] = []

    def response(self, actual: Response, expected: Response) -> Response:
        """Of the headers only those that the reference sends."""
        self.latest, self.seen = max([self.latest, *self.seen]), []
        headers = {
            name: self.header(name, actual.headers[name], wanted)
            for name, wanted in expected.headers.items()
            if name in actual.headers
        }
        return Response(actual.status, headers, self.value(actual.body, expected.body))

    def value(self, actual: Any, expected: Any) -> Any:
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
            return self.settled(ours, theirs, type(theirs) is int and 1 <= theirs < 2**53)
        if name == "detail" and isinstance(theirs, str) and theirs:
            return ours
        if name == "expires_at":
            return ours if is_like(TIME, theirs) else theirs
        if name.endswith("_at"):
            return self.time(ours, theirs)
        if name == "token":
            return self.settled(ours, theirs, is_like(TOKEN, theirs))
        if name == "next_cursor":
            return ours if isinstance(theirs, str) and theirs else theirs
        if name == "errors" and isinstance(theirs, list):
            return self.value(sorted(theirs, key=place), ours)
        return self.value(theirs, ours)

    def settled(self, ours: Any, theirs: Any, fits: bool) -> Any:
        """Ours where the two belong together, or do from now on; theirs shows the difference."""
        if ours not in self.known and fits:
            self.known[ours] = theirs
        return ours if self.known.get(ours) == theirs else theirs

    def time(self, ours: str, theirs: Any) -> Any:
        """A time that is new to the reference must be later than all before this exchange."""
        if not is_like(TIME, theirs):
            return theirs
        self.seen.append(theirs)
        return self.settled(ours, theirs, fits=theirs > self.latest)

    def header(self, name: str, theirs: str, ours: str) -> str:
        named, wanted = NAMING.fullmatch(theirs), NAMING.fullmatch(ours)
        if named and wanted:
            return f"{named[1]}{self.settled(int(wanted[2]), int(named[2]), fits=True)}{named[3]}"
        if name in ("allow", "vary"):
            kept = [word for word in ours.split(", ") if word.lower() in words(theirs)]
            return ", ".join(kept) if kept else theirs
        if name == "www-authenticate":
            error = ' error="invalid_token"'
            return f"{theirs.split(' ')[0]}{error if error.strip() in theirs else ''}"
        return theirs


def words(text: str) -> list[str]:
    return [word.strip().lower() for word in text.split(",")]


def place(error: Any) -> str:
    known = error if isinstance(error, dict) else {}
    return str(known.get("pointer", known.get("parameter")))


def is_like(pattern: re.Pattern[str], value: Any) -> bool:
    return isinstance(value, str) and bool(pattern.fullmatch(value))
