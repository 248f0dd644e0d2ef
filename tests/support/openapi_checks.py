"""Hold every answer against shared_contract/openapi.yaml."""

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any
from urllib.parse import unquote

import yaml
from jsonschema import Draft202012Validator, FormatChecker, ValidationError, validators

from tests.support.exchanges import Exchange
from tests.support.servers import ROOT

JSON = {"application/json", "application/problem+json"}
ID = "[1-9][0-9]{0,17}"
SECURITY_HEADERS = {"x-content-type-options": "nosniff", "referrer-policy": "no-referrer"}
JSON_POLICY = "default-src 'none'; frame-ancestors 'none'"

Observation = tuple[str, int, str]
OBSERVED: list[Observation] = []


def _resolved(node: Any, root: Any) -> Any:
    if isinstance(node, dict) and "$ref" in node:
        found = root
        for step in node["$ref"].removeprefix("#/").split("/"):
            found = found[step]
        beside = {key: value for key, value in node.items() if key != "$ref"}
        return {**_resolved(found, root), **_resolved(beside, root)}
    if isinstance(node, dict):
        return {key: _resolved(value, root) for key, value in node.items()}
    return [_resolved(value, root) for value in node] if isinstance(node, list) else node


def resolved(document: dict[str, Any]) -> dict[str, Any]:
    """The document with each reference replaced by what it names."""
    whole: dict[str, Any] = _resolved(document, document)
    return whole


CONTRACT = resolved(yaml.safe_load((ROOT / "shared_contract/openapi.yaml").read_text("utf-8")))
RESPONSES = CONTRACT["components"]["responses"]
NO_SUCH_PATH = {"404": RESPONSES["NotFound"], "400": RESPONSES["MalformedRequest"]}
NO_SUCH_METHOD = {"405": RESPONSES["MethodNotAllowed"], "400": RESPONSES["MalformedRequest"]}
PATHS = {
    re.compile(re.sub(r"\{\w+\}", ID, template)): methods
    for template, methods in sorted(CONTRACT["paths"].items(), key=lambda item: "{" in item[0])
}


def documented() -> set[Observation]:
    """Each (operation, status, media type); the last is empty where there is no body."""
    return {
        (operation["operationId"], int(status), media_type)
        for methods in CONTRACT["paths"].values()
        for operation in methods.values()
        for status, response in operation["responses"].items()
        for media_type in response.get("content", {}) or [""]
    }


def methods_of(path: str) -> dict[str, Any] | None:
    """The documented operations of a path as it was sent, or None where there is no such path."""
    if re.search("%0a|%0d", path, re.IGNORECASE):
        return None
    plain = unquote(path)
    return next((methods for known, methods in PATHS.items() if known.fullmatch(plain)), None)


def validate(exchange: Exchange) -> None:
    """Fail unless the contract documents this answer."""
    _assert_headers_of_every_answer(exchange)
    methods = methods_of(exchange.path)
    if exchange.status == 404 and "%2f" in exchange.path.lower():
        methods = None  # H2 leaves it open whether this is a slash
    method = "GET" if exchange.method == "HEAD" else exchange.method
    if methods is None and not exchange.path.startswith(("/api", "/health")):
        return
    if exchange.method == "OPTIONS" and exchange.status < 300:
        return
    if methods is None:
        name, responses = "an unknown path", NO_SUCH_PATH
    elif method not in map(str.upper, methods):
        name, responses = "an unknown method", NO_SUCH_METHOD
    else:
        operation = methods[method.lower()]
        name, responses = operation["operationId"], operation["responses"]
    response = responses.get(str(exchange.status))
    assert response is not None, f"{exchange.status} is not documented for {name}"
    media_type = _assert_body(exchange, response.get("content", {}))
    _assert_documented_headers(exchange, response.get("headers", {}))
    OBSERVED.append((name, exchange.status, media_type))


def _assert_headers_of_every_answer(exchange: Exchange) -> None:
    for name, value in SECURITY_HEADERS.items():
        assert exchange.values(name) == [value], f"{name} is {exchange.values(name)}"
    assert len(exchange.values("x-request-id")) == 1, "X-Request-ID is not there once"
    assert not re.search(r"[/\d]", "".join(exchange.values("server"))), "a server version"
    if not JSON.isdisjoint(exchange.values("content-type")):
        assert exchange.values("content-security-policy") == [JSON_POLICY]


def _assert_body(exchange: Exchange, content: dict[str, Any]) -> str:
    media_types = exchange.values("content-type")
    if not content:
        assert (media_types, exchange.body) == ([], b""), "a body, or a type of one"
        return ""
    assert media_types == list(content), f"Content-Type is {media_types}, not {list(content)}"
    if exchange.method == "HEAD":
        assert exchange.body == b"", "HEAD is answered with a body"
    else:
        validator = _validator(json.dumps(content[media_types[0]]["schema"]))
        validator.validate(json.loads(exchange.body.decode("utf-8")))
    return media_types[0]


def _assert_documented_headers(exchange: Exchange, headers: dict[str, Any]) -> None:
    for name, header in headers.items():
        values = exchange.values(name.lower())
        assert len(values) == 1, f"{name} is there {len(values)} times"
        schema = header["schema"]
        value = int(values[0]) if schema["type"] == "integer" else values[0]
        _validator(json.dumps(schema)).validate(value)


def _whole_pattern(
    validator: Any, pattern: str, instance: Any, schema: Any
) -> Iterator[ValidationError]:
    """As ECMA-262 reads `$`: Python's lets a final line feed pass."""
    if isinstance(instance, str) and not re.search(re.sub(r"\$$", r"\\Z", pattern), instance):
        yield ValidationError(f"{instance!r} does not match {pattern!r}")


Strict: Any = validators.create(
    Draft202012Validator.META_SCHEMA,
    {**Draft202012Validator.VALIDATORS, "pattern": _whole_pattern},
)


@cache
def _validator(schema: str) -> Any:
    return Strict(json.loads(schema), format_checker=FormatChecker())
