"""What an OpenAPI document says, without how it says it.

References are resolved; names of components, headers, bounds and remarks are dropped, and so is how
an error looks, which is the same everywhere; order does not matter; different spellings of one
schema become one spelling.
"""

import json
from collections.abc import Iterator
from typing import Any

from tests.support.openapi_checks import named, resolved

METHODS = {"get", "put", "post", "delete", "options", "head", "patch", "trace"}
REMARKS = {"title", "summary", "description", "example", "examples", "deprecated", "externalDocs"}
REMARKS |= {"default", "readOnly", "writeOnly"}
BOUNDS = {"minLength", "maxLength", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"}
BOUNDS |= {"minItems", "maxItems", "minProperties", "maxProperties", "pattern", "format"}
INTERNAL_ERROR = "500"
UNORDERED = {"required", "enum", "type"}
NULL = {"type": "null"}

Schema = dict[str, Any]


def normalized(document: dict[str, Any]) -> dict[str, Any]:
    """Each operation of the schema by its method and path."""
    whole = resolved(document)
    return {
        f"{method.upper()} {path}": _operation(operation, item, whole)
        for path, item in whole["paths"].items()
        for method, operation in item.items()
        if method in METHODS
    }


def differences(wanted: Any, found: Any) -> list[str]:
    """What differs, a line each: `- ` is in the first only, `+ ` in the second only."""
    first, second = set(_lines(wanted)), set(_lines(found))
    gone = {f"{line[0]} - {line[1]}" for line in first - second}
    return sorted(gone | {f"{line[0]} + {line[1]}" for line in second - first})


def _operation(operation: Any, item: Any, document: Any) -> dict[str, Any]:
    parameters = [*item.get("parameters", []), *operation.get("parameters", [])]
    body = operation.get("requestBody")
    return {
        "operationId": operation.get("operationId"),
        "security": _security(operation, document),
        "parameters": {
            _place(one): {
                "required": one.get("required", False),
                "schema": _schema(one["schema"]),
            }
            for one in parameters
        },
        "body": body and {"required": body.get("required", False), "content": _content(body)},
        "responses": {
            str(status): _content(response) if str(status) < "400" else {}
            for status, response in operation["responses"].items()
            if str(status) != INTERNAL_ERROR
        },
    }


def _place(parameter: Any) -> str:
    """Names of headers are the same in any case."""
    name = parameter["name"].lower() if parameter["in"] == "header" else parameter["name"]
    return f"{parameter['in']} {name}"


def _security(operation: Any, document: Any) -> list[str]:
    """The alternatives, a scheme by what it is and not by its name."""
    schemes = document.get("components", {}).get("securitySchemes", {})
    alternatives = operation.get("security", document.get("security", []))
    return sorted(
        " and ".join(f"{schemes[name]['type']} {schemes[name].get('scheme')}" for name in one)
        or "nothing"
        for one in alternatives
    )


def _content(holder: Any) -> dict[str, Any]:
    return {name: _schema(media["schema"]) for name, media in holder.get("content", {}).items()}


def _schema(schema: Any) -> Schema:
    plain = {
        key: value
        for key, value in schema.items()
        if key not in REMARKS | BOUNDS and not key.startswith("x-")
    }
    plain = _collapsed(plain)
    if "const" in plain:
        plain["enum"] = [plain.pop("const")]
    if plain.pop("nullable", False):
        plain["type"] = [plain["type"], "null"]
    for key in UNORDERED & set(plain):
        if isinstance(plain[key], list):
            plain[key] = sorted(plain[key], key=str)
    if "items" in plain:
        plain["items"] = _schema(plain["items"])
    if "properties" in plain:
        plain["properties"] = {name: _schema(one) for name, one in plain["properties"].items()}
    return plain


def _collapsed(schema: Schema) -> Schema:
    """A combination of one, or of one and null, is no combination."""
    for combination in {"allOf", "anyOf", "oneOf"} & set(schema):
        parts = [_schema(part) for part in schema[combination]]
        kept = [part for part in parts if part != NULL]
        if len(kept) != 1:
            return {**schema, combination: parts}
        others = {key: value for key, value in schema.items() if key != combination}
        merged = {**kept[0], **others}
        return {**merged, "type": [merged["type"], "null"]} if len(parts) > 1 else merged
    return schema


def _lines(node: Any, place: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(node, dict) and node:
        for name, value in node.items():
            yield from _lines(value, f"{place} > {name}" if place else str(name))
    else:
        whole = isinstance(node, float) and node.is_integer()
        yield place, json.dumps(int(node) if whole else node, ensure_ascii=False)


def remarks(document: dict[str, Any]) -> dict[str, Any]:
    """The summary and the tags of each operation by its method and path."""
    return {
        name: (operation.get("summary"), operation.get("tags"))
        for name, operation in _operations(document)
    }


def outline(document: dict[str, Any]) -> dict[str, list[str]]:
    """The operations below each tag, in the order in which a page shows them."""
    shown: dict[str, list[str]] = {tag["name"]: [] for tag in document.get("tags", [])}
    for name, operation in _operations(document):
        for tag in operation.get("tags", ["default"]):
            shown.setdefault(tag, []).append(name)
    return shown


def unused_components(document: dict[str, Any]) -> list[str]:
    """Components to which nothing in the paths leads."""
    needs = [document, *(operation for _, operation in _operations(document))]
    schemes = {name for one in needs for option in one.get("security", []) for name in option}
    used = {f"#/components/securitySchemes/{name}" for name in schemes}
    waiting: list[Any] = [document["paths"]]
    while waiting:
        for reference in set(_references(waiting.pop())) - used:
            used.add(reference)
            waiting.append(named(document, reference))
    return [
        place
        for kind, components in document.get("components", {}).items()
        for name in components
        if (place := f"#/components/{kind}/{name}") not in used
    ]


def _operations(document: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for path, item in document["paths"].items():
        for method, operation in item.items():
            if method in METHODS:
                yield f"{method.upper()} {path}", operation


def _references(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"]
        yield from _references(list(node.values()))
    elif isinstance(node, list):
        for one in node:
            yield from _references(one)
