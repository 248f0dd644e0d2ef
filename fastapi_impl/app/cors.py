"""Requests from pages of other origins (CORS), where `CORS_ALLOWED_ORIGINS` allows some."""

from fastapi import Request, Response
from fastapi.middleware.cors import CORSMiddleware
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from app.problems import allowed_methods


class OriginMiddleware(CORSMiddleware):
    """Starlette's, but a preflight is answered for an allowed origin and a known path alone."""

    def __init__(self, app: ASGIApp, allow_origins: tuple[str, ...]) -> None:
        super().__init__(
            app,
            allow_origins=allow_origins,
            allow_methods=("GET", "HEAD", "POST", "PATCH", "DELETE"),
            allow_headers=("Authorization", "If-Match", "If-None-Match", "X-Request-ID"),
            expose_headers=("ETag", "Location", "X-Request-ID", "Retry-After"),
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] == "OPTIONS":
            headers = Headers(scope=scope)
            is_allowed = self.is_allowed_origin(headers.get("origin", ""))
            if not is_allowed or not allowed_methods(Request(scope)):
                await self.simple_response(scope, receive, send, request_headers=headers)
                return
        await super().__call__(scope, receive, send)

    def preflight_response(self, request_headers: Headers) -> Response:
        origin = {"Access-Control-Allow-Origin": request_headers["origin"]}
        return Response(status_code=204, headers=self.preflight_headers | origin)
