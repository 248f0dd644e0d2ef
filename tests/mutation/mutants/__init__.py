"""Faults of the miniature: one small deviation each, which some case of the suite must notice.

A fault replaces one unit of the server and leaves the rest as it is, so no more than one is
switched on, before the server starts.
"""

import importlib
import pkgutil

from tests.mutation.mutants.registry import FAULTS, Fault

for module in pkgutil.iter_modules(__path__):
    importlib.import_module(f"{__name__}.{module.name}")

__all__ = ["FAULTS", "Fault", "switch_on"]


def switch_on(name: str) -> None:
    if name not in FAULTS:
        raise SystemExit(f"There is no fault named {name}.")
    FAULTS[name].switch_on()
