"""Bodies as bytes, answered with 413, 415 or 400, and how a schema gets its input."""

import json
from typing import Any, NoReturn

from flask import Flask, Request, Response, after_this_request, request
from flask.json.provider import DefaultJSONProvider
from marshmallow import Schema, ValidationError
from webargs.flaskparser import FlaskParser
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge, UnsupportedMediaType

from app.problems import ValidationFailed, wrong_member, wrong_parameter

MAX_BODY_BYTES = 1024 * 1024


class JSONProvider(DefaultJSONProvider):
    """Writes members in the order of their schema, and text as UTF-8."""

    ensure_ascii = False
    sort_keys = False


class Parser(FlaskParser):
    """Hands strict JSON to the schemas, and a repeated parameter as a list."""

    def load_json(self, req: Request, schema: Schema) -> dict[str, Any]:
        if is_too_large(req):
            raise RequestEntityTooLarge
        if req.mimetype != "application/json" or "Content-Encoding" in req.headers:
            raise UnsupportedMediaType
        body = req.get_data()
        if req.content_length not in (None, len(body)):
            raise BadRequest  # cut off on its way
        try:
            value = json.loads(body.decode(), parse_constant=refuse_constant)
        except (ValueError, RecursionError):
            raise BadRequest from None
        if not isinstance(value, dict):
            raise ValidationFailed(wrong_member("type"))
        return value

    def load_querystring(self, req: Request, schema: Schema) -> dict[str, Any]:
        return {name: given if given[1:] else given[0] for name, given in req.args.lists()}

    def handle_error(
        self, error: ValidationError, req: Request, schema: Schema, **_: Any
    ) -> NoReturn:
        """Answer the first code of each field."""
        [(location, messages)] = error.normalized_messages().items()
        codes = {name: found[0] for name, found in messages.items()}
        if location == "json":
            raise ValidationFailed(*(wrong_member(code, name) for name, code in codes.items()))
        repeated = {name for name, given in req.args.lists() if given[1:]}
        codes |= {name: "repeated" for name in repeated if codes[name] == "type"}
        raise ValidationFailed(*(wrong_parameter(code, name) for name, code in codes.items()))


def is_too_large(req: Request) -> bool:
    """Whether the body is over the limit, declared or read."""
    return (req.content_length or 0) > MAX_BODY_BYTES or len(req.get_data()) > MAX_BODY_BYTES


def refuse_constant(name: str) -> NoReturn:
    """`NaN` and `Infinity` are not in JSON."""
    raise ValueError(name)


def read_body() -> None:
    """Read the body before anything else: no lock waits for a slow upload.

    One that nobody asked for is read too, else the connection could not serve again.
    """
    if is_too_large(request):
        after_this_request(close_connection)


def close_connection(answer: Response) -> Response:
    """What is over the limit stays unread."""
    answer.headers["Connection"] = "close"
    return answer


def init_app(app: Flask) -> None:
    # One byte more than is taken: werkzeug ends a chunked body silently at its limit.
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY_BYTES + 1
    app.json = JSONProvider(app)
