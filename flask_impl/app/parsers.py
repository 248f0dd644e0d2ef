"""Bodies as bytes, answered with 413, 415 or 400, and how a schema gets its input."""

import json
import re
from functools import cached_property
from typing import Any, NoReturn, cast
from uuid import uuid4

import flask
from flask import Response, after_this_request
from flask.json.provider import DefaultJSONProvider
from marshmallow import Schema, ValidationError
from webargs.flaskparser import FlaskParser
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge, UnsupportedMediaType

from app.problems import ValidationFailed, wrong_member, wrong_parameter

SCHEMA_DECIDES: dict[str, str | None] = {"json": None, "query": None}
LIMIT = 1024 * 1024
REQUEST_ID = re.compile("[A-Za-z0-9._-]{1,128}")


class StrictJSON(DefaultJSONProvider):
    """JSON in strict UTF-8, without NaN and Infinity."""

    ensure_ascii = False
    compact = True
    sort_keys = False

    def loads(self, s: str | bytes, **kwargs: Any) -> Any:
        text = s.decode() if isinstance(s, bytes) else s
        try:
            return json.loads(text, parse_constant=_refuse_constant, **kwargs)
        except RecursionError as error:
            raise ValueError("nested too deeply") from error


class Request(flask.Request):
    # One byte more than is taken: werkzeug ends a chunked body silently at its limit.
    max_content_length = LIMIT + 1

    @cached_property
    def id(self) -> str:
        """The client's request id if it sent one that fits, else a new one."""
        given = self.headers.get("X-Request-ID", "")
        return given if REQUEST_ID.fullmatch(given) else uuid4().hex

    @cached_property
    def is_too_large(self) -> bool:
        """Whether the body is over the limit, declared or read."""
        return (self.content_length or 0) > LIMIT or len(self.get_data()) > LIMIT

    @property
    def is_json(self) -> bool:
        return self.mimetype == "application/json" and "Content-Encoding" not in self.headers

    def get_json(self, force: bool = False, silent: bool = False, cache: bool = True) -> Any:
        if self.is_too_large:
            raise RequestEntityTooLarge
        if self.is_json and self.content_length not in (None, len(self.get_data())):
            raise BadRequest  # cut off on its way
        return super().get_json(force, silent, cache)

    def on_json_loading_failed(self, e: ValueError | None) -> NoReturn:
        raise UnsupportedMediaType if e is None else BadRequest


request = cast(Request, flask.request)


class Parser(FlaskParser):
    """Hands JSON from the strict reader to the schemas, and a repeated parameter as a list."""

    DEFAULT_UNKNOWN_BY_LOCATION = SCHEMA_DECIDES

    def load_json(self, req: flask.Request, schema: Schema) -> Any:
        body = req.get_json()
        if not isinstance(body, dict):
            raise ValidationFailed(wrong_member("type"))
        return body

    def load_querystring(self, req: flask.Request, schema: Schema) -> Any:
        return {name: given if given[1:] else given[0] for name, given in req.args.lists()}

    def handle_error(
        self, error: ValidationError, req: flask.Request, schema: Schema, **_: Any
    ) -> NoReturn:
        """Answer the first code of each field."""
        [(location, messages)] = error.normalized_messages().items()
        wrong = wrong_member if location == "json" else wrong_parameter
        raise ValidationFailed(*(wrong(codes[0], name) for name, codes in messages.items()))


def read_body() -> None:
    """Read the body before anything else: no lock waits for a slow upload.

    One that nobody asked for is read too, else the connection could not serve again.
    """
    if request.is_too_large:
        after_this_request(close_connection)


def close_connection(answer: Response) -> Response:
    """What is over the limit stays unread."""
    answer.headers["Connection"] = "close"
    return answer


def init_app(app: flask.Flask) -> None:
    app.request_class = Request
    app.json = StrictJSON(app)


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(name)
