"""Request bodies: their limit, and what the application left unread of them."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

MAX_BODY_BYTES = 1024 * 1024


class ReadBodyMiddleware:
    """Reads the rest of a body before the response, as what is rejected early has not read it.

    The server hangs up on a body left unread, and a proxy that is still sending it misses the
    response.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        unread = bytes_to_read(scope) if scope["type"] == "http" else 0
        if not unread:
            await self.app(scope, receive, send)
            return

        async def receive_body() -> Message:
            nonlocal unread
            message = await receive()
            left = unread - len(message.get("body", b""))
            unread = left if message.get("more_body") else 0
            return message

        async def send_after_body(message: Message) -> None:
            while unread > 0:
                await receive_body()
            await send(message)

        await self.app(scope, receive_body, send_after_body)


def bytes_to_read(scope: Scope) -> int:
    """How much of the body to read at the most: all, or nothing if it is declared too long."""
    headers = dict(scope["headers"])
    without_length = MAX_BODY_BYTES if b"transfer-encoding" in headers else 0
    declared = int(headers.get(b"content-length", without_length))
    return declared if declared <= MAX_BODY_BYTES else 0
