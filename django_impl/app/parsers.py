"""Bodies as bytes: what is not declared as JSON is 415, what is not JSON is 400."""

import json
from collections.abc import Iterable, Mapping
from typing import IO, Any, NoReturn

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from rest_framework.exceptions import ParseError, UnsupportedMediaType
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.parsers import BaseParser, JSONParser
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request


class JSONNegotiation(BaseContentNegotiation):
    """One renderer, whatever `Accept` says, and one parser, once `load_body` has had its look."""

    def select_renderer(
        self, request: Request, renderers: Iterable[BaseRenderer], format_suffix: Any = None
    ) -> tuple[BaseRenderer, str]:
        renderer = next(iter(renderers))
        return renderer, renderer.media_type

    def select_parser(self, request: Request, parsers: Iterable[BaseParser]) -> BaseParser:
        return next(iter(parsers))


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
            raise ParseError
        try:
            return json.loads(body.decode("utf-8"), parse_constant=refuse_constant)
        except (ValueError, RecursionError):
            raise ParseError from None


def load_body(request: Request) -> None:
    """Check the size and the type of the body, then its text, before a view asks for its data."""
    length = int(request.META.get("CONTENT_LENGTH") or 0)
    if length > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
        raise RequestDataTooBig
    media_type = request.headers.get("Content-Type", "").partition(";")[0].rstrip(" \t")
    if media_type.lower() != "application/json" or "Content-Encoding" in request.headers:
        raise UnsupportedMediaType(media_type)
    if length == 0:
        # The framework would take it for an empty object.
        raise ParseError
    # The framework parses the parameters too, and fails at some of them.
    request.META["CONTENT_TYPE"] = "application/json"
    _ = request.data


def refuse_constant(name: str) -> NoReturn:
    """`NaN` and `Infinity` are not in JSON."""
    raise ValueError(name)
