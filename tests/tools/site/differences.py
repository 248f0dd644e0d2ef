"""The code by which the frameworks differ: docs/differences.toml."""

import tomllib
from functools import cache

from tests.support.differences import read_differences
from tests.tools.environments import IMPLEMENTATIONS, ROOT
from tests.tools.site.concepts import ConceptError
from tests.tools.site.units import TargetError, Unit, cut

FILE = ROOT / "docs" / "differences.toml"

Code = dict[str, dict[str, list[Unit]]]


@cache
def code_of_differences(source: str | None = None) -> Code:
    """Of each difference the units by framework; raises ConceptError with all that is wrong."""
    tables = tomllib.loads(FILE.read_text("utf-8") if source is None else source)
    ids = [entry["id"] for entry in read_differences()]
    errors = [f"{FILE.name}: {each} is no difference" for each in tables if each not in ids]
    errors += [f"{FILE.name} says nothing of {each}" for each in ids if each not in tables]
    found: Code = {}
    for number, targets in tables.items():
        found[number] = {name: [] for name in IMPLEMENTATIONS}
        for name, target in ((n, each) for n, targets in targets.items() for each in targets):
            try:
                found[number][name].append(cut(f"{name}_impl/{target}"))
            except TargetError as error:
                errors.append(f"{number}: {error}")
    if errors:
        raise ConceptError("\n".join(errors))
    return found
