"""The presets of the explorer: every documented status, and the requests of differences.yaml."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tests.support.differences import Case, Entry, read_differences
from tests.support.openapi_checks import CONTRACT
from tests.tools.explorer.request import Ask
from tests.tools.site.concepts import operations

FILE = Path(__file__).with_name("presets.yaml")
PARAMETERS = ("{user_id}", "{post_id}")
PLACEHOLDERS = {
    "{post}": "{alice.post}",
    "{tag}": "{alice.post.etag}",
    "{bare_tag}": "{alice.post.bare_etag}",
}
TAKES_BODY = ("POST", "PATCH")


class PresetError(Exception):
    """Everything that is wrong with the presets, one line each."""


@dataclass(frozen=True)
class Preset:
    """A request that gets the response which its title tells of."""

    name: str  # the status, or the number of a listed difference: X9.1
    title: str
    ask: Ask


@cache
def presets() -> dict[str, dict[str, Preset]]:
    """By operation and name; raises PresetError if a documented status has none, or too many."""
    return load(yaml.safe_load(FILE.read_text("utf-8")))


def load(table: dict[str, Any]) -> dict[str, dict[str, Preset]]:
    common = table.get("any", {})
    found = {
        operation: {each.name: each for each in _of_statuses(operation, table[operation], common)}
        for operation in operations()
        if operation in table
    }
    wrong = [
        f"{operation} {status}: documented, but no preset"
        for operation in operations()
        for status in documented(operation).keys() - found.get(operation, {}).keys()
    ]
    wrong += [
        f"{operation} {name}: a preset, but not documented"
        for operation, own in table.items()
        for name in own
        if operation != "any" and name.isdigit() and name not in documented(operation)
    ]
    if wrong:
        raise PresetError("\n".join(sorted(wrong)))
    for operation, preset in _of_differences():
        found[operation][preset.name] = preset
    return found


def documented(operation: str) -> dict[str, str]:
    """The documented statuses of an operation, each with its description."""
    for methods in CONTRACT["paths"].values():
        for declared in methods.values():
            if declared.get("operationId") == operation:
                return {
                    status: response["description"]
                    for status, response in declared["responses"].items()
                }
    return {}


def _of_statuses(operation: str, own: dict[str, Any], common: dict[str, Any]) -> Iterator[Preset]:
    """A preset for each documented status that the table has a way to."""
    base = {key: value for key, value in own.items() if not key.isdigit()}
    for status, description in documented(operation).items():
        change = own.get(status, common.get(status))
        if change is None and not status.startswith("2"):
            continue
        yield Preset(status, f"{status}: {description}", _ask(operation, base | (change or {})))


def _ask(operation: str, made: dict[str, Any]) -> Ask:
    method, path = operations()[operation].split(" ")
    for parameter in PARAMETERS:
        path = path.replace(parameter, made.get("id", ""))
    body = made["body"] if "body" in made else _text(made["json"]) if "json" in made else ""
    declared = {"Content-Type": "application/json"} if method in TAKES_BODY else {}
    headers = "\n".join(
        f"{name}: {value}" for name, value in (declared | made.get("headers", {})).items()
    )
    return Ask(
        operation,
        path + made.get("query", ""),
        headers,
        body,
        made.get("as", "nobody"),
        made.get("fault", ""),
        made.get("times", 1),
    )


def _of_differences() -> Iterator[tuple[str, Preset]]:
    """The requests of differences.yaml that the form can send, with their operations."""
    for entry in read_differences():
        for number, case in enumerate(entry["cases"], 1):
            if operation := _operation_of(case):
                yield operation, _preset_of(operation, entry, case, number)


def _operation_of(case: Case) -> str:
    """The operation of a request; none if it needs more than the form has."""
    method, path = case["request"].split(" ")
    has_token = "{token}" in str(case.get("headers"))
    if has_token or {"cors", "host", "chunked", "encoding"} & case.keys() or "Host" in str(case):
        return ""
    if path.startswith("//"):
        return ""
    plain = path.partition("?")[0].replace("//", "/").removesuffix("%0A")
    wanted = f"{method} {plain}".replace("{post}", "{post_id}")
    return next((name for name, operation in operations().items() if operation == wanted), "")


def _preset_of(operation: str, entry: Entry, case: Case, number: int) -> Preset:
    body = _text(case["json"]) if "json" in case else case.get("body", "")
    values = [
        f"{name}: {value}"
        for name, given in case.get("headers", {}).items()
        for value in (given if isinstance(given, list) else [given])
    ]
    if "json" in case and "Content-Type" not in str(values):
        values.insert(0, "Content-Type: application/json")
    ask = Ask(
        operation,
        _named(case["request"].split(" ")[1]),
        _named("\n".join(values)),
        _named(body) if isinstance(body, str) else "{large}",
        "alice" if case.get("by") == "author" else "nobody",
    )
    return Preset(f"{entry['id']}.{number}", f"{entry['id']}: {entry['title']}", ask)


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _named(text: str) -> str:
    for short, long in PLACEHOLDERS.items():
        text = text.replace(short, long)
    return text
