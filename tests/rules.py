"""The rule catalogue, and the checks that cases and rules belong together."""

from collections.abc import Iterator
from functools import cache

import pytest
import yaml

from tests.launchers import ROOT
from tests.targets import target_name

rule = pytest.mark.rule
negative = pytest.mark.negative
needs_launcher = pytest.mark.needs_launcher
needs_database = pytest.mark.needs_database
needs_postgresql = pytest.mark.needs_postgresql


@cache
def catalogue() -> dict[str, str]:
    """The title of each rule, in the order of shared_contract/rules.yaml."""
    rules = yaml.safe_load((ROOT / "shared_contract/rules.yaml").read_text("utf-8"))
    return {entry["id"]: entry["title"] for entry in rules}


def rules_of(item: pytest.Item) -> list[str]:
    """The ids which a case is marked with, by itself or by its file."""
    return sorted({str(given) for mark in item.iter_markers("rule") for given in mark.args})


def _complaints(items: list[pytest.Item]) -> Iterator[str]:
    for item in items:
        known = [given for given in rules_of(item) if given in catalogue()]
        if not known or known != rules_of(item):
            yield f"{item.nodeid} names no rule, or one that is not in rules.yaml"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    complaints = list(_complaints([item for item in items if target_name(item)]))
    if complaints:
        raise pytest.UsageError("\n".join(complaints))
