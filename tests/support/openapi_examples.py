"""The examples of an OpenAPI document, and the requests which its page makes of them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from tests.support.openapi_checks import resolved
from tests.support.openapi_comparison import METHODS

Example = tuple[str, Any, Any]  # where it stands, the schema, the value


@dataclass(frozen=True)
class Prefilled:
    """A request as "Try it out" fills it in; places in the path are left to the reader."""

    method: str
    path: str
    query: dict[str, Any] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    body: Any = None


def prefilled(document: dict[str, Any], operation_id: str) -> Prefilled:
    """The request of an operation with the examples and defaults of its parameters and body."""
    whole = resolved(document)
    method, path, operation = next(
        (method, path, operation)
        for path, item in whole["paths"].items()
        for method, operation in item.items()
        if method in METHODS and operation["operationId"] == operation_id
    )
    shared = whole["paths"][path].get("parameters", [])
    shown = {
        (one["in"], one["name"]): _first(one, one["schema"])
        for one in [*shared, *operation.get("parameters", [])]
    }
    given = {place: value for place, value in shown.items() if value is not None}
    media = operation.get("requestBody", {}).get("content", {}).get("application/json")
    return Prefilled(
        method=method.upper(),
        path=path,
        query={name: value for (kind, name), value in given.items() if kind == "query"},
        headers={name: str(value) for (kind, name), value in given.items() if kind == "header"},
        body=media and _body(media),
    )


def examples(node: Any, place: str = "#") -> Iterator[Example]:
    """Each example of a resolved document, be it of a schema, a parameter, a header or a body."""
    if isinstance(node, list):
        for number, one in enumerate(node):
            yield from examples(one, f"{place}/{number}")
    if not isinstance(node, dict):
        return
    schema = node.get("schema", node)
    if "example" in node:
        yield place, schema, node["example"]
    for example in _listed(node.get("examples")):
        yield place, schema, example
    for name, value in node.items():
        if name not in {"example", "examples", "default", "enum"}:
            yield from examples(value, f"{place}/{name}")


def _listed(given: Any) -> list[Any]:
    """`examples` is a list in a schema, and elsewhere a map of objects which hold a `value`."""
    if isinstance(given, dict):
        return [one["value"] for one in given.values() if isinstance(one, dict) and "value" in one]
    return given if isinstance(given, list) else []


def _first(holder: Any, schema: Any) -> Any:
    """What the page puts into a field, or None where it stays empty."""
    found = [holder.get("example"), *_listed(holder.get("examples"))]
    found += [schema.get("example"), *_listed(schema.get("examples")), schema.get("default")]
    return next((value for value in found if value is not None), None)


def _body(media: Any) -> Any:
    whole = _first(media, media["schema"])
    return _sample(media["schema"]) if whole is None else whole


def _sample(schema: Any) -> Any:
    """What is made of a schema without an example of its own."""
    if "properties" in schema:
        return {name: _sample(one) for name, one in schema["properties"].items()}
    own = _first(schema, schema)
    return own if own is not None else schema.get("enum", ["string"])[0]
