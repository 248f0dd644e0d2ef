"""The concepts of docs/concepts.toml, and what must be true of them for the site to be built."""

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml

from tests.support.rules import catalogue
from tests.tools.environments import FOLDERS, IMPLEMENTATIONS, ROOT
from tests.tools.site.units import TargetError, Unit, cut, functions_and_classes

SOURCE = ROOT / "docs" / "concepts.toml"


@dataclass(frozen=True)
class Concept:
    """One question, and the code that answers it in each framework."""

    id: str
    group: str
    title: str
    question: str
    terms: tuple[str, ...]
    why: str
    rules: tuple[str, ...]
    operations: tuple[str, ...]
    units: dict[str, list[Unit]]
    reasons: dict[str, str]


class ConceptError(Exception):
    """Everything that is wrong with the concepts, one line each."""


def load(source: str | None = None) -> list[Concept]:
    """The concepts in order; raises ConceptError with all that is wrong."""
    tables = tomllib.loads(SOURCE.read_text("utf-8") if source is None else source)["concept"]
    errors: list[str] = []
    concepts = [_concept(table, errors) for table in tables]
    errors += _unshown(concepts)
    if errors:
        raise ConceptError("\n".join(errors))
    return concepts


def _concept(table: dict[str, Any], errors: list[str]) -> Concept:
    units: dict[str, list[Unit]] = {}
    reasons: dict[str, str] = table.get("none", {})
    for name in IMPLEMENTATIONS:
        units[name] = []
        for target in table.get(name, []):
            try:
                units[name].append(cut(f"{name}_impl/{target}"))
            except TargetError as error:
                errors.append(f"{table['id']}: {error}")
        if not table.get(name) and name not in reasons:
            errors.append(f"{table['id']}: nothing to show for {name}, and no reason in `none`")
    unknown = [rule for rule in table.get("rules", []) if rule not in catalogue()]
    errors += [f"{table['id']}: there is no rule {rule}" for rule in unknown]
    return Concept(
        table["id"],
        table["group"],
        table["title"],
        table["question"],
        tuple(table["terms"]),
        table["why"],
        tuple(table.get("rules", [])),
        tuple(table.get("operations", [])),
        units,
        reasons,
    )


@cache
def operations() -> dict[str, str]:
    """Each operationId of the contract, with its method and path."""
    document = yaml.safe_load((ROOT / "shared_contract/openapi.yaml").read_text("utf-8"))
    return {
        operation["operationId"]: f"{method.upper()} {path}"
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
        if isinstance(operation, dict) and "operationId" in operation
    }


def _unshown(concepts: list[Concept]) -> list[str]:
    """Operations, rules, functions and classes that no concept shows."""
    shown: dict[str, set[str]] = {}
    for unit in (unit for each in concepts for units in each.units.values() for unit in units):
        shown.setdefault(unit.file, set()).add(unit.name)
    errors = [
        f"no concept has the operation {operation}"
        for operation in operations()
        if not any(operation in each.operations for each in concepts)
    ]
    told = {rule for each in concepts for rule in each.rules}
    errors += [f"no concept has the rule {rule}" for rule in catalogue() if rule not in told]
    for name in IMPLEMENTATIONS:
        for file, names in functions_and_classes(FOLDERS[name]).items():
            seen = shown.get(file, set())
            for each in names:
                if not _is_shown(each, seen, names):
                    errors.append(f"no concept shows {file}:{each}")
    return errors


def _is_shown(name: str, shown: set[str], names: list[str]) -> bool:
    """Whether the file, the name itself, what encloses it, or all of its parts are shown."""
    parents = [name.rsplit(".", depth)[0] for depth in range(1, name.count(".") + 1)]
    if "" in shown or name in shown or any(parent in shown for parent in parents):
        return True
    parts = [each for each in names if each.startswith(f"{name}.")]
    return any(each in shown for each in parts) and all(
        _is_shown(each, shown, names) for each in parts
    )
