"""A request as the explorer's form has it, and why one is refused before it is sent."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from tests.tools.site.concepts import operations

USERS = ("nobody", "alice", "bob")
FAULTS = {"": "none", "database": "the database does not answer", "code": "the endpoint raises"}
MOST_TIMES = 20
# The client sets these, or they would lead the request elsewhere than it seems.
OWN_HEADERS = re.compile(
    "host|connection|content-length|transfer-encoding|expect|upgrade|x-trace.*"
)
# A token that somebody pastes shall not end up in an address.
TOKEN = re.compile(r"tp_[A-Za-z0-9_-]{43}")


class RefusedError(Exception):
    """A request that the explorer does not send; the message is one plain sentence."""


@dataclass(frozen=True)
class Ask:
    """What to send, with placeholders, and in whose name."""

    operation: str
    path: str
    headers: str = ""
    body: str = ""
    user: str = "nobody"
    fault: str = ""
    times: int = 1

    @property
    def method(self) -> str:
        return operations()[self.operation].split(" ")[0]

    def changed(self, fields: Mapping[str, str]) -> "Ask":
        """The same with the fields of a form or an address in place of its own."""
        known = {name: fields[name] for name in ("path", "user", "fault") if name in fields}
        for name in ("headers", "body"):
            if name in fields:
                known[name] = fields[name].replace("\r\n", "\n")
        times = fields.get("times", str(self.times))
        if not times.isdecimal() or not 1 <= int(times) <= MOST_TIMES:
            raise RefusedError(f"A request is sent 1 to {MOST_TIMES} times.")
        ask = replace(self, **known, times=int(times))
        ask.check()
        return ask

    def fields(self) -> dict[str, str]:
        """The fields as an address may hold them: without tokens."""
        values = {
            **{"path": self.path, "headers": self.headers, "body": self.body},
            **{"user": self.user, "fault": self.fault, "times": str(self.times)},
        }
        return {name: TOKEN.sub("REMOVED", value) for name, value in values.items()}

    def check(self) -> None:
        if self.user not in USERS or self.fault not in FAULTS:
            raise RefusedError("There is no such user, or no such fault.")
        check_path(self.path)
        self.header_lines()

    def header_lines(self) -> list[tuple[str, str]]:
        """The headers as pairs."""
        lines = [line for line in self.headers.split("\n") if line.strip()]
        pairs = [
            (name.strip(), value.strip()) for name, _, value in (x.partition(":") for x in lines)
        ]
        for name, value in pairs:
            if not re.fullmatch(r"[\w!#$%&'*+.^`|~-]+", name, re.ASCII) or not value.isprintable():
                raise RefusedError(f"This is no header: {name[:60]}")
            if OWN_HEADERS.fullmatch(name.lower()):
                raise RefusedError(f"The explorer sets the header {name} itself.")
        return pairs


def check_path(path: str) -> None:
    """A path and nothing else: it must not lead to another host."""
    if not re.fullmatch(r"/(?![/\\])[^\\\s\x00-\x1f\x7f#]*", path):
        raise RefusedError(
            "A path begins with one slash, and has no blank, backslash or host in it."
        )


@dataclass(frozen=True)
class Preset:
    """A request that gets the response which its title tells of."""

    name: str  # the status, or the number of a listed difference: X9.1
    title: str
    ask: Ask


def as_text(value: Any) -> str:
    """A JSON value as the form has it."""
    return json.dumps(value, ensure_ascii=False)
