"""Faults of the miniature: one small deviation each, which some case of the suite must notice.

A fault replaces one unit of the server and leaves the rest as it is, so no more than one is
switched on at a time, before the server starts.
"""

from tests.miniatures.faults import (
    bodies,
    conditions,
    fields,
    headers,
    lists,
    order,
    paths,
    posts,
    problems,
    queries,
    shapes,
    system,
    tokens,
    users,
)
from tests.miniatures.faults.registry import FAULTS, Fault

__all__ = [
    "FAULTS",
    "Fault",
    "bodies",
    "conditions",
    "fields",
    "headers",
    "lists",
    "order",
    "paths",
    "posts",
    "problems",
    "queries",
    "shapes",
    "switch_on",
    "system",
    "tokens",
    "users",
]


def switch_on(name: str) -> None:
    if name not in FAULTS:
        raise SystemExit(f"There is no fault named {name}.")
    FAULTS[name].switch_on()
