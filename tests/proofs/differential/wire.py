"""Send requests as they are, over connections that are kept."""

import http.client
import json
from typing import Any
from urllib.parse import urlsplit

from tests.proofs.differential.exchange import Request, Response

TIMEOUT_SECONDS = 30


class Wire:
    """One kept connection; sending and receiving are apart, so that targets work side by side."""

    def __init__(self, url: str) -> None:
        host = urlsplit(url).netloc
        self.connection = http.client.HTTPConnection(host, timeout=TIMEOUT_SECONDS)
        self.failure: str | None = None

    def send(self, request: Request) -> None:
        self.failure = None
        try:
            self.connection.putrequest(request.method, request.path, skip_accept_encoding=True)
            for name, value in request.headers:
                self.connection.putheader(name, value)
            if request.body is not None:
                self.connection.putheader("Content-Length", str(len(request.body)))
            self.connection.endheaders(request.body)
        except BrokenPipeError:
            pass  # rejected before the end of the body: the response is there to be read
        except OSError as error:
            self.failure = f"not sent: {error!r}"

    def receive(self) -> Response:
        try:
            if self.failure is None:
                response = self.connection.getresponse()
                content = response.read()
                headers = {name.lower(): value for name, value in response.getheaders()}
                if response.status >= http.client.BAD_REQUEST:
                    self.connection.close()  # as the server may do (H12)
                return Response(response.status, headers, parsed(content))
        except (OSError, http.client.HTTPException) as error:
            self.failure = f"no response: {error!r}"
        self.connection.close()
        return Response(0, body=self.failure)


def parsed(content: bytes) -> Any:
    try:
        return json.loads(content.decode("utf-8")) if content else None
    except ValueError:
        return f"no JSON: {content[:200]!r}"
