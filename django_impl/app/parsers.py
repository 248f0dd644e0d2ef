"""Bodies as bytes: what is not declared as JSON is 415, what is not JSON is 400."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import IO, Any, NoReturn

from django.conf import settings
from rest_framework.exceptions import ParseError, UnsupportedMediaType
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.parsers import BaseParser, JSONParser
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request

from app.problems import ContentTooLarge

# The server joins repeated headers with a comma, so that one outside of quotes tells of two.
DECLARED_JSON = re.compile(r'application/json[ \t]*(;([^,"]|"[^"]*")*)?', re.IGNORECASE)


class JSONNegotiation(BaseContentNegotiation):
    """`Accept` is ignored; a body is declared as JSON, once and without a content coding."""

    def select_renderer(
        self,
        request: Request,
        renderers: Sequence[BaseRenderer],
        format_suffix: str | None = None,
    ) -> tuple[BaseRenderer, str]:
        return renderers[0], renderers[0].media_type

    def select_parser(self, request: Request, parsers: Sequence[BaseParser]) -> BaseParser:
        declared = request.headers.get("Content-Type", "")
        if not DECLARED_JSON.fullmatch(declared) or "Content-Encoding" in request.headers:
            raise UnsupportedMediaType(declared, "The body must be declared as application/json.")
        return parsers[0]


class StrictJSONParser(JSONParser):
    """A whole JSON text in UTF-8, whatever charset is declared."""

    def parse(
        self,
        stream: IO[bytes],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        body = stream.read()
        request: Request = (parser_context or {})["request"]
        if len(body) < int(request.META["CONTENT_LENGTH"]):
            raise ParseError("The body ended before its declared length.")
        try:
            return json.loads(body.decode("utf-8"), parse_constant=_refuse)
        except (ValueError, RecursionError):
            raise ParseError("The body is not valid JSON.") from None


def load_body(request: Request) -> None:
    """Parse the body now: its size, its type, its text; DRF alone takes an empty one for `{}`."""
    if int(request.META["CONTENT_LENGTH"]) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
        raise ContentTooLarge
    request.negotiator.select_parser(request, request.parsers)
    if request.stream is None:
        raise ParseError("The body is empty.")
    _ = request.data


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not JSON")
