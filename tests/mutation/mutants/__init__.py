"""Mutants of the reference server: one small deviation each, which some case must notice.

A mutant replaces one unit of the server and leaves the rest as it is, so no more than one is
switched on, before the server starts.
"""

import importlib
import pkgutil

from tests.mutation.mutants.registry import MUTANTS, Mutant

for module in pkgutil.iter_modules(__path__):
    importlib.import_module(f"{__name__}.{module.name}")

__all__ = ["MUTANTS", "Mutant", "activate"]


def activate(name: str) -> None:
    if name not in MUTANTS:
        raise SystemExit(f"There is no mutant named {name}.")
    MUTANTS[name].activate()
