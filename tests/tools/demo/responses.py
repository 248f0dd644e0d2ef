"""Send requests to one implementation, and compare what came back from all of them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx

from tests.tools.demo.loading import Tokens
from tests.tools.demo.steps import Request, Step

# What right responses to the same request may differ in, as long as the form is right. Ids are not
# among it: the three start empty and are loaded in the same order, so ids, and with them cursors
# and entity tags, must be equal.
MASKS = {
    "time": re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z"),
    "token": re.compile(r"tp_[A-Za-z0-9_-]{43}"),
}
FREE_TEXT = "detail"


@dataclass(frozen=True)
class Response:
    """What the demo shows of a response, and the request that it responds to."""

    request: Request
    status: int
    headers: dict[str, str]
    body: Any

    @property
    def status_line(self) -> str:
        return f"{self.status} {httpx.codes.get_reason_phrase(self.status)}"


class Known(dict[str, str]):
    """What earlier responses gave; what they failed to give keeps its `{name}`."""

    def __missing__(self, name: str) -> str:
        return f"{{{name}}}"


@dataclass
class Conversation:
    """All that is said to one implementation."""

    api: httpx.Client
    tokens: Tokens
    known: Known = field(default_factory=Known)

    def response(self, step: Step) -> Response:
        request = step.request.filled(self.known)
        token = self.tokens.get(request.caller)
        headers = {**request.headers, **({"Authorization": f"Bearer {token}"} if token else {})}
        response = self.api.request(
            request.method, request.path, headers=headers, json=request.json
        )
        body = body_of(response)
        self._note(response.headers, body)
        names = ("Content-Type", *step.headers)
        shown = {name: response.headers[name] for name in names if name in response.headers}
        return Response(request, response.status_code, shown, body)

    def _note(self, headers: httpx.Headers, body: Any) -> None:
        if "Location" in headers:
            self.known["location"] = headers["Location"]
        if "ETag" in headers:
            self.known["old_etag"] = self.known["etag"]
            self.known["etag"] = headers["ETag"]
        if isinstance(body, dict) and body.get("items"):
            self.known["next_cursor"] = str(body["next_cursor"])
            self.known.setdefault("newest", f"/api/v1/posts/{body['items'][0]['id']}")


def differences(responses: list[Response]) -> list[str]:
    """The parts in which the responses do not agree: `status`, the name of a header, `body`."""
    names = dict.fromkeys(name for response in responses for name in response.headers)
    parts = {
        "status": [response.status for response in responses],
        **{
            name: [
                comparable_header(name, response.headers, response.body) for response in responses
            ]
            for name in names
        },
        "body": [masked(response.body) for response in responses],
    }
    return [part for part, values in parts.items() if any(one != values[0] for one in values)]


def body_of(response: httpx.Response) -> Any:
    try:
        return response.json() if response.content else None
    except ValueError:
        return response.text


def comparable_header(name: str, headers: Mapping[str, str], body: Any) -> Any:
    """The value as far as a client relies on it; see shared_contract/differences.yaml."""
    value = headers.get(name)
    if name == "Content-Type" and body is None:
        return None
    if name == "Allow":
        return set((value or "").split(", ")) - {"HEAD", "OPTIONS"}
    return "Authorization" in (value or "") if name == "Vary" else value


def _members(item: dict[str, Any]) -> str:
    return str(sorted(item.items()))


def masked(value: Any) -> Any:
    """The value without its times, tokens and free texts; errors may be listed in any order."""
    if isinstance(value, dict):
        return {name: "" if name == FREE_TEXT else masked(one) for name, one in value.items()}
    if isinstance(value, list):
        items = [masked(item) for item in value]
        return sorted(items, key=_members) if all("code" in item for item in items) else items
    masks = MASKS.items() if isinstance(value, str) else ()
    return next((mask for mask, pattern in masks if pattern.fullmatch(value)), value)
