"""Requests as bytes: which bodies are read (413, 415, 400), and parameters that come once."""

import json
from collections.abc import AsyncGenerator, Callable, Coroutine
from typing import NoReturn

from anyio import move_on_after
from fastapi import Request, Response
from fastapi.routing import APIRoute
from starlette.datastructures import Headers, QueryParams
from starlette.types import Message, Receive, Scope

from app.problems import ProblemError, ProblemType

MAX_BODY_BYTES = 1024 * 1024


class SingleQueryParams(QueryParams):
    """Gives a repeated parameter as a list, which no type of a parameter takes."""

    def get(self, key: str, default: object = None) -> object:  # type: ignore[override]  # a list beside
        values = self.getlist(key)
        return values if len(values) > 1 else super().get(key, default)


class StrictRequest(Request):
    """Takes a body that is JSON in UTF-8, declared as such and of a bounded size."""

    @property
    def query_params(self) -> QueryParams:
        return SingleQueryParams(self.scope["query_string"])

    async def stream(self) -> AsyncGenerator[bytes, None]:
        check_size(int(self.headers.get("content-length", 0)))
        size = 0
        async for chunk in super().stream():
            size += len(chunk)
            check_size(size)
            yield chunk

    async def body(self) -> bytes:
        body = await super().body()
        if not self.is_declared_json():
            detail = "The body must be declared as application/json."
            raise ProblemError(ProblemType.UNSUPPORTED_MEDIA_TYPE, detail)
        if not body:
            raise ProblemError(ProblemType.MALFORMED_REQUEST, "A body is required.")
        return body

    def is_declared_json(self) -> bool:
        """The charset and other parameters do not matter: JSON is UTF-8."""
        declared = self.headers.getlist("content-type")
        types = [value.partition(";")[0].strip().lower() for value in declared]
        return types == ["application/json"] and "content-encoding" not in self.headers

    async def json(self) -> object:
        body = await self.body()
        try:
            value = json.loads(body.decode(), parse_constant=refuse_constant)
        except (ValueError, RecursionError):
            detail = "The body is not valid JSON."
            raise ProblemError(ProblemType.MALFORMED_REQUEST, detail) from None
        if not isinstance(value, dict):
            return value
        # pydantic takes no lone surrogate, not even in a name that it does not know.
        return {name.encode(errors="replace").decode(): value[name] for name in value}


class BodyReader:
    """Counts what is read of a body; the rest must be read too if the connection is to go on."""

    def __init__(self, scope: Scope, receive: Receive) -> None:
        headers = Headers(scope=scope)
        declared = int(headers.get("content-length", 0))
        self._receive = receive
        self.size = declared if declared > MAX_BODY_BYTES else 0
        self.more = declared > 0 or "transfer-encoding" in headers

    async def receive(self) -> Message:
        message = await self._receive()
        self.size += len(message.get("body", b""))
        self.more = message.get("more_body", False)
        return message

    async def read_rest(self) -> None:
        """Read what an endpoint had no use for, unless it is too large or too slow in coming."""
        with move_on_after(1):
            while self.more and self.size <= MAX_BODY_BYTES:
                await self.receive()


class StrictRoute(APIRoute):
    """Gives its endpoint and their dependencies a strict request."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[None, None, Response]]:
        handle = super().get_route_handler()

        async def handle_strictly(request: Request) -> Response:
            return await handle(StrictRequest(request.scope, request.receive))

        return handle_strictly


def check_size(size: int) -> None:
    """Leave the rest of a body that is too large unread, which ends the connection."""
    if size > MAX_BODY_BYTES:
        detail = f"The body is larger than {MAX_BODY_BYTES} bytes."
        raise ProblemError(ProblemType.CONTENT_TOO_LARGE, detail, {"Connection": "close"})


def refuse_constant(name: str) -> NoReturn:
    """`NaN` and `Infinity` are not in JSON."""
    raise ValueError(name)
