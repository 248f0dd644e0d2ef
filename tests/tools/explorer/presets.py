"""The presets of the explorer: every documented status, and the requests of differences.yaml."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tests.support.openapi_checks import CONTRACT
from tests.tools.explorer.listed_presets import of_differences
from tests.tools.explorer.request import Ask, Preset, as_text
from tests.tools.site.concepts import operations

FILE = Path(__file__).with_name("presets.yaml")
TAKES_BODY = ("POST", "PATCH")
PARAMETERS = ("{user_id}", "{post_id}")


class PresetError(Exception):
    """Everything that is wrong with the presets, one line each."""


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
    for operation, preset in of_differences():
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
    body = made["body"] if "body" in made else as_text(made["json"]) if "json" in made else ""
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
