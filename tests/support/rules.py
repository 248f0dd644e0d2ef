"""The catalogue of rules and differences, and the checks that it and the cases belong together."""

from functools import cache
from typing import Any

import pytest
import yaml

from tests.support.differences import read_differences
from tests.support.servers import ROOT

rule = pytest.mark.rule
negative = pytest.mark.negative
needs_launcher = pytest.mark.needs_launcher
needs_database = pytest.mark.needs_database
needs_postgresql = pytest.mark.needs_postgresql


@cache
def entries() -> list[dict[str, Any]]:
    """The rules and the differences as they stand in shared_contract/."""
    text = (ROOT / "shared_contract/rules.yaml").read_text("utf-8")
    rules: list[dict[str, Any]] = yaml.safe_load(text)
    return [*rules, *({**one, "standard": one["source"]} for one in read_differences())]


def catalogue() -> dict[str, str]:
    """The title of each rule and of each difference, in the order of the two files."""
    return {entry["id"]: entry["title"] for entry in entries()}


def needing(what: str) -> set[str]:
    """The rules which only a run with `what` can show: `database`, or `siblings` on one."""
    return {entry["id"] for entry in entries() if entry.get("needs") == what}


def chosen(config: pytest.Config) -> set[str]:
    """The rules which this run was narrowed to; none where it was not."""
    return {rule for option in config.option.rule for rule in option.split(",")}


def rules_of(item: pytest.Item) -> list[str]:
    """The ids which a case is marked with, by itself or by its file."""
    return sorted({str(given) for mark in item.iter_markers("rule") for given in mark.args})


def pytest_configure(config: pytest.Config) -> None:
    if unknown := chosen(config) - catalogue().keys():
        raise pytest.UsageError(f"There is no rule {', '.join(sorted(unknown))}.")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if wanted := chosen(config):
        out = [item for item in items if wanted.isdisjoint(rules_of(item))]
        config.hook.pytest_deselected(items=out)
        items[:] = [item for item in items if item not in set(out)]


def pytest_runtest_setup(item: pytest.Item) -> None:
    """A case of the contract which names no rule, or an unknown one, cannot pass."""
    # Only here, as it brings PostgreSQL along, which the site and the demo do without.
    from tests.support.target_plugin import target_name

    if target_name(item):
        assert rules_of(item), "no rule is named"
        assert set(rules_of(item)) <= set(catalogue()), "a rule or difference that is in no file"
