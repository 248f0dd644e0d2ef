"""What is rejected unread is read before the response, and no more of it than the limit."""

import asyncio

import pytest
from sqlalchemy import Engine
from starlette.types import Message

from app.bodies import MAX_BODY_BYTES
from app.main import create_app

PIECE = b" " * (MAX_BODY_BYTES // 4)


@pytest.mark.parametrize(
    ("header", "sent", "read"),
    [
        ((b"content-length", b"%d" % MAX_BODY_BYTES), 4, 4),
        ((b"content-length", b"%d" % (MAX_BODY_BYTES + 1)), 5, 0),
        ((b"transfer-encoding", b"chunked"), 2, 2),
        ((b"transfer-encoding", b"chunked"), 5, 4),
    ],
)
def test_what_nobody_asked_for_is_read(
    engine: Engine, header: tuple[bytes, bytes], sent: int, read: int
) -> None:
    seen = 0
    responses: list[tuple[int, int]] = []

    async def receive() -> Message:
        nonlocal seen
        seen += 1
        return {"type": "http.request", "body": PIECE, "more_body": seen < sent}

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            responses.append((message["status"], seen))

    scope = {
        "type": "http",
        "method": "POST",
        "path": "/nowhere",
        "raw_path": b"/nowhere",
        "root_path": "",
        "query_string": b"",
        "headers": [(b"host", b"localhost"), header],
    }
    asyncio.run(create_app()(scope, receive, send))
    assert responses == [(404, read)]
    assert seen == read
