"""Requests as bytes: which bodies are taken (413, 415, 400), and parameters that come once."""

import json
from collections.abc import Callable, Coroutine
from typing import NoReturn

from fastapi import Request, Response
from fastapi.routing import APIRoute
from starlette.datastructures import QueryParams
from starlette.types import Message, Receive, Scope

from app.problems import ProblemError

MAX_BODY_BYTES = 1024 * 1024


async def read_body(scope: Scope, receive: Receive) -> Receive:
    """Read the body before anything else; what is returned gives it once more, to whoever asks.

    One that nobody asks for is read too, else the connection could not serve again. What is over
    the limit stays unread, which ends the connection.
    """
    request, body = Request(scope, receive), bytearray()
    if int(request.headers.get("content-length", 0)) <= MAX_BODY_BYTES:
        async for chunk in request.stream():
            body += chunk
            if len(body) > MAX_BODY_BYTES:
                break
    messages: list[Message] = [{"type": "http.request", "body": bytes(body)}]

    async def receive_again() -> Message:
        return messages.pop() if messages else await receive()

    return receive_again


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

    async def body(self) -> bytes:
        body = await super().body()
        if int(self.headers.get("content-length", len(body))) > MAX_BODY_BYTES:
            raise ProblemError("content-too-large", {"Connection": "close"})
        if not self.is_declared_json():
            raise ProblemError("unsupported-media-type")
        if not body:
            raise ProblemError("malformed-request")
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
            raise ProblemError("malformed-request") from None
        if not isinstance(value, dict):
            return value
        # pydantic takes no lone surrogate, not even in a name that it does not know.
        return {name.encode(errors="replace").decode(): value[name] for name in value}


class StrictRoute(APIRoute):
    """Gives its endpoint and their dependencies a strict request."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[None, None, Response]]:
        handle = super().get_route_handler()

        async def handle_strictly(request: Request) -> Response:
            return await handle(StrictRequest(request.scope, request.receive))

        return handle_strictly


def refuse_constant(name: str) -> NoReturn:
    """`NaN` and `Infinity` are not in JSON."""
    raise ValueError(name)
