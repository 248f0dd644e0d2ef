"""A response to HEAD has the headers of GET and no body, whatever the server makes of a body."""

import asyncio

import pytest
from sqlalchemy import Engine
from starlette.datastructures import Headers
from starlette.types import Message

from app.main import create_app


def head(path: str) -> list[Message]:
    """What the application sends to the server; a test client would drop a body."""
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": "HEAD",
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": b"",
        "headers": [(b"host", b"localhost")],
    }
    asyncio.run(create_app()(scope, receive, send))
    return sent


@pytest.mark.parametrize("path", ["/docs", "/openapi.json", "/api/v1/posts", "/nowhere"])
def test_head_has_no_body(engine: Engine, path: str) -> None:
    start, *bodies = head(path)
    assert int(Headers(raw=start["headers"])["Content-Length"]) > 0
    assert [body["body"] for body in bodies] == [b""]
