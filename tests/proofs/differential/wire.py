"""Send requests as they are, over connections that are kept."""

import http.client
import json
from typing import Any
from urllib.parse import urlsplit

from tests.proofs.differential.exchange import BODY_LIMIT, Request, Response

TIMEOUT_SECONDS = 30

# Headers outside this list are the server's own affair.
CONTRACT_HEADERS = frozenset(
    [
        "content-type",
        "etag",
        "location",
        "www-authenticate",
        "allow",
        "retry-after",
        "cache-control",
        "vary",
        "connection",
        "x-request-id",
        "x-content-type-options",
        "referrer-policy",
        "content-security-policy",
        "set-cookie",
        "content-encoding",
        "access-control-allow-origin",
        "access-control-expose-headers",
    ]
)


class Wire:
    """One kept connection; sending and receiving are apart, so that targets work side by side."""

    def __init__(self, url: str) -> None:
        self.host = urlsplit(url).netloc
        self.connection = http.client.HTTPConnection(self.host, timeout=TIMEOUT_SECONDS)
        self.failure: str | None = None

    def send(self, request: Request) -> None:
        self.failure = None
        try:
            self._send(request)
        except BrokenPipeError:
            pass  # rejected before the end of the body: the response is there to be read
        except OSError as error:
            self.failure = f"not sent: {error!r}"

    def _send(self, request: Request) -> None:
        self.connection.putrequest(
            request.method, request.path, skip_host=True, skip_accept_encoding=True
        )
        if not request.values("Host"):
            self.connection.putheader("Host", self.host)
        for name, value in request.headers:
            self.connection.putheader(name, value.encode("latin-1"))
        for name, value in framing(request):
            self.connection.putheader(name, value)
        self.connection.endheaders(encoded(request))

    def receive(self, request: Request) -> Response:
        if self.failure is None:
            try:
                return self._receive(request)
            except (OSError, http.client.HTTPException) as error:
                self.failure = f"no response: {error!r}"
        self.connection.close()
        return Response(0, body=self.failure)

    def _receive(self, request: Request) -> Response:
        response = self.connection.getresponse()
        content = response.read()
        if request.is_over_limit:
            self.connection.close()
        headers = contract_headers(response.getheaders())
        if request.is_over_limit and response.status != http.client.REQUEST_ENTITY_TOO_LARGE:
            headers.pop("connection", None)  # an error response before the body may close, too
        return Response(response.status, headers, parsed(content, headers.get("content-type", "")))


def framing(request: Request) -> list[tuple[str, str]]:
    if request.body is None:
        return []
    if request.framing in ("chunked", "endless"):
        return [("Transfer-Encoding", "chunked")]
    announced = BODY_LIMIT + 1 if request.framing == "announced" else len(request.content)
    return [("Content-Length", str(announced))]


def encoded(request: Request) -> bytes:
    content = request.content
    if request.body is None or request.framing in ("counted", "announced"):
        return content
    if request.framing == "endless":
        # All that is sent is read before the rejection, so that no reset overtakes the response.
        return b"%x\r\n%b" % (2 * BODY_LIMIT, content.ljust(BODY_LIMIT + 1)[: BODY_LIMIT + 1])
    halves = content[: len(content) // 2], content[len(content) // 2 :]
    return b"".join(b"%x\r\n%b\r\n" % (len(half), half) for half in halves if half) + b"0\r\n\r\n"


def contract_headers(pairs: list[tuple[str, str]]) -> dict[str, str]:
    headers: dict[str, str] = {}
    for name, value in ((name.lower(), value) for name, value in pairs):
        if name in CONTRACT_HEADERS:
            headers[name] = f"{headers[name]}, {value}" if name in headers else value
        if name == "server" and any(character.isdigit() for character in value):
            headers[name] = value
    if headers.get("connection", "").lower() != "close":
        headers.pop("connection", None)
    for unordered in ("allow", "vary"):
        if unordered in headers:
            headers[unordered] = ", ".join(sorted(headers[unordered].split(", ")))
    return headers


def parsed(content: bytes, media_type: str) -> Any:
    if not content:
        return None
    if "json" not in media_type:
        return f"{len(content)} bytes of {media_type or 'no type'}"
    try:
        return json.loads(content.decode("utf-8"))
    except ValueError:
        return f"no JSON: {content[:200]!r}"
