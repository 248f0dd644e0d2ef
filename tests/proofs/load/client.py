"""A client that costs little beside the server, and tells errors from silence."""

import http.client
import json
from dataclasses import dataclass, field
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

RESPONSE_SECONDS = 40


@dataclass(frozen=True)
class Request:
    """A request and the statuses that are right for it."""

    method: str
    path: str
    right: tuple[int, ...]
    token: str = ""
    body: dict[str, str] | None = None
    if_match: str = ""

    def headers(self) -> dict[str, str]:
        return {
            **({"Content-Type": "application/json"} if self.body else {}),
            **({"Authorization": f"Bearer {self.token}"} if self.token else {}),
            **({"If-Match": self.if_match} if self.if_match else {}),
        }


@dataclass(frozen=True)
class Response:
    """What came of a request, and when; status 0 where no response came."""

    request: Request
    began: float
    status: int = 0
    headers: http.client.HTTPMessage = field(default_factory=http.client.HTTPMessage)
    body: bytes = b""
    ended: float = field(default_factory=monotonic)

    @property
    def is_right(self) -> bool:
        return self.status in self.request.right

    @property
    def is_acknowledged(self) -> bool:
        """Whether it tells that something was written."""
        return self.request.method != "GET" and 200 <= self.status < 300

    @property
    def is_unavailable(self) -> bool:
        """Whether it is the 503 of Y2, which says when to try again."""
        announced = self.status == 503 and self.headers.get("Retry-After", "").isdigit()
        return announced and self.json()["type"] == "urn:problem-type:unavailable"

    def json(self) -> Any:
        return json.loads(self.body)

    def __str__(self) -> str:
        came = f"{self.status} {self.body[:200]!r}" if self.status else "no response"
        return f"{self.request.method} {self.request.path}: {came}"


class UnreadableError(Exception):
    """What must be there to be read was not shown."""


class Client:
    """One connection, kept; opened again after it broke. No request is sent twice."""

    def __init__(self, url: str) -> None:
        scheme, place, *_ = urlsplit(url)
        tls = scheme == "https"
        kind = http.client.HTTPSConnection if tls else http.client.HTTPConnection
        self.connection = kind(place, timeout=RESPONSE_SECONDS)

    def send(self, request: Request) -> None:
        body = json.dumps(request.body).encode() if request.body else None
        self.connection.request(request.method, request.path, body, request.headers())

    def receive(self, request: Request, began: float) -> Response:
        """The response to the request that was sent; all that ends a connection is silence."""
        try:
            with self.connection.getresponse() as response:
                return Response(request, began, response.status, response.headers, response.read())
        except (OSError, http.client.HTTPException):
            self.connection.close()
            return Response(request, began)

    def call(self, request: Request) -> Response:
        began = monotonic()
        try:
            self.send(request)
        except OSError:
            self.connection.close()
            return Response(request, began)
        return self.receive(request, began)

    def read(self, path: str, token: str = "") -> Response:
        """The response to a GET that must succeed."""
        response = self.call(Request("GET", path, (200,), token))
        if not response.is_right:
            raise UnreadableError(str(response))
        return response
