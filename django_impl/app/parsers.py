"""Parsing of request bodies."""

from collections.abc import Mapping
from io import BytesIO
from typing import IO, Any

from rest_framework import parsers
from rest_framework.exceptions import ParseError


class JSONParser(parsers.JSONParser):
    """Also keeps to DATA_UPLOAD_MAX_MEMORY_SIZE, and rejects endless nesting."""

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        request = (parser_context or {})["request"]
        if len(request.body) < int(request.headers["Content-Length"]):
            raise ParseError
        try:
            return super().parse(BytesIO(request.body), media_type, parser_context)
        except RecursionError:
            raise ParseError from None
