"""What goes over the wire, in terms that mean the same to every target."""

import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

# `<post p1>` stands for the id which the target at hand gave to the post called p1.
PLACEHOLDER = re.compile(r"<([a-z]+(?: [a-z0-9]+)*)>")


@dataclass(frozen=True)
class Request:
    """A request in which ids, tokens and cursors are placeholders."""

    method: str
    path: str
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes | None = None
    creates: str | None = None  # the placeholder to which a success gives a meaning

    def values(self, name: str) -> list[str]:
        return [value for header, value in self.headers if header.lower() == name.lower()]

    def about(self, name: str) -> "Request":
        """This request with `<post it>` and the like meaning the one of that name."""
        return self.rewritten(lambda text: text.replace(" it>", f" {name}>"))

    def rendered(self, meanings: Mapping[str, str]) -> "Request":
        def fill(text: str) -> str:
            return PLACEHOLDER.sub(lambda found: meanings.get(found[1], "unknown"), text)

        return self.rewritten(fill)

    def rewritten(self, change: Callable[[str], str]) -> "Request":
        body = self.body
        return replace(
            self,
            path=change(self.path),
            headers=tuple((name, change(value)) for name, value in self.headers),
            body=None if body is None else change(body.decode("latin-1")).encode("latin-1"),
        )

    def to_json(self) -> dict[str, Any]:
        body = None if self.body is None else self.body.decode("utf-8", "surrogateescape")
        return {**asdict(self), "body": body}

    @classmethod
    def from_json(cls, members: Mapping[str, Any]) -> "Request":
        text = members["body"]
        body = None if text is None else text.encode("utf-8", "surrogateescape")
        headers = tuple((name, value) for name, value in members["headers"])
        return cls(**{**members, "headers": headers, "body": body})


@dataclass(frozen=True)
class Response:
    """Status, the headers which the contract speaks of, and the JSON value."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: Any = None

    @property
    def parts(self) -> dict[str, Any]:
        """Headers and the members of the body, by name."""
        body = self.body if isinstance(self.body, dict) else {"body": self.body}
        return {**self.headers, **body}

    def to_json(self) -> dict[str, Any]:
        return {"status": self.status, "headers": dict(self.headers), "body": self.body}
