"""Hold every response against shared_contract/openapi.yaml."""

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

ID = "([1-9][0-9]{0,15})"
HIGHEST_ID = 2**53 - 1
PROBLEM = "application/problem+json"
REFERRER_POLICIES = {
    "no-referrer",
    "same-origin",
    "strict-origin",
    "strict-origin-when-cross-origin",
}

Observation = tuple[str, int, str]
OBSERVED: list[Observation] = []


def named(document: Any, reference: str) -> Any:
    """What a reference into an OpenAPI schema names."""
    for step in reference.removeprefix("#/").split("/"):
        document = document[step]
    return document


def _resolved(node: Any, root: Any) -> Any:
    if isinstance(node, dict) and "$ref" in node:
        found = named(root, node["$ref"])
        beside = {key: value for key, value in node.items() if key != "$ref"}
        return {**_resolved(found, root), **_resolved(beside, root)}
    if isinstance(node, dict):
        return {key: _resolved(value, root) for key, value in node.items()}
    return [_resolved(value, root) for value in node] if isinstance(node, list) else node


def resolved(document: dict[str, Any]) -> dict[str, Any]:
    """The OpenAPI schema with each reference replaced by what it names."""
    whole: dict[str, Any] = _resolved(document, document)
    return whole


CONTRACT = resolved(yaml.safe_load((ROOT / "shared_contract/openapi.yaml").read_text("utf-8")))
RESPONSES = CONTRACT["components"]["responses"]
# H1: an `Accept` that cannot be met; its problem is `about:blank`.
NOT_ACCEPTABLE = {"406": {**RESPONSES["NotFound"], "description": "Not acceptable."}}
NO_SUCH_PATH = {"404": RESPONSES["NotFound"]}
NO_SUCH_METHOD = {"405": RESPONSES["MethodNotAllowed"], "401": RESPONSES["Unauthenticated"]}
PATHS = {
    re.compile(re.sub(r"\{\w+\}", ID, template)): methods
    for template, methods in sorted(CONTRACT["paths"].items(), key=lambda item: "{" in item[0])
}
# H8: what is no id is 404, and beyond the highest it may be 422; H11: a token may come first.
NO_SUCH_ID = {**NO_SUCH_PATH, **NO_SUCH_METHOD, "422": RESPONSES["ValidationFailed"]}
WITH_ANY_ID = re.compile("/api/v1/(users|posts)/[^/]+")


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
    for known, methods in PATHS.items():
        if match := known.fullmatch(unquote(path)):
            return methods if all(int(number) <= HIGHEST_ID for number in match.groups()) else None
    return None


def validate(exchange: Exchange) -> None:
    """Fail unless the contract documents this response."""
    has_common_headers(exchange)
    methods = methods_of(exchange.path)
    if methods is None and not exchange.path.startswith(("/api", "/health")):
        return
    if exchange.method == "OPTIONS" and exchange.status < 500:
        return  # H3 and Y7 leave it to the framework
    if methods is None and WITH_ANY_ID.fullmatch(exchange.path):
        name, responses = "an unknown id", NO_SUCH_ID
    elif methods is None:
        name, responses = "an unknown path", NO_SUCH_PATH
    else:
        name, responses = _documented(exchange, methods)
    response = {**NOT_ACCEPTABLE, **responses}.get(str(exchange.status))
    assert response is not None, f"{exchange.status} is not documented for {name}"
    if exchange.status == 413 and exchange.values("content-type") != [PROBLEM]:
        media_type = PROBLEM  # X27 leaves its body to the framework
    else:
        media_type = _assert_body(exchange, response.get("content", {}))
    _assert_documented_headers(exchange, response.get("headers", {}))
    OBSERVED.append((name, exchange.status, media_type))


def _documented(exchange: Exchange, methods: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """The operation that a request meets, and the responses documented for it."""
    if exchange.method == "HEAD" and "get" in methods and exchange.status != 405:
        operation = methods["get"]  # H4 leaves 405 to the framework
    elif exchange.method.lower() in methods:
        operation = methods[exchange.method.lower()]
    else:
        return "an unknown method", NO_SUCH_METHOD
    return operation["operationId"], operation["responses"]


def unchecked(exchange: Exchange) -> None:
    """A response which the HTTP server makes, or which is compared elsewhere."""


def has_common_headers(exchange: Exchange) -> None:
    """H10: what every response of the application has, also where the rest is left open."""
    assert exchange.values("x-content-type-options") == ["nosniff"]
    assert len(exchange.values("referrer-policy")) == 1, "Referrer-Policy is not there once"
    assert exchange.values("referrer-policy")[0] in REFERRER_POLICIES
    assert len(exchange.values("x-request-id")) == 1, "X-Request-ID is not there once"
    assert not re.search(r"[/\d]", "".join(exchange.values("server"))), "a server version"


def _assert_body(exchange: Exchange, content: dict[str, Any]) -> str:
    media_types = exchange.values("content-type")
    if exchange.method == "HEAD":
        assert exchange.body == b"", "the response to HEAD has a body"
    if not content:
        assert exchange.body == b"", "a body where there is none"
        return ""
    assert media_types == list(content), f"Content-Type is {media_types}, not {list(content)}"
    if exchange.method != "HEAD":
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
