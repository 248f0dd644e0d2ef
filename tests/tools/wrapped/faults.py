"""Faults of a service that no client can ask for, planted for one traced request.

`database`: its first statement fails as if the database were gone. `code`: an endpoint raises.
"""

import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from types import FrameType
from typing import Any

ENDPOINTS = ("app/health.py", "/views.py", "/router.py")
fault: ContextVar[str] = ContextVar("fault", default="")


class PlantedError(Exception):
    """What the explorer lets an endpoint raise."""


@contextmanager
def planted(kind: str) -> Iterator[None]:
    """Plant the fault of that name in the request that runs inside, if there is one."""
    token = fault.set(kind)
    if kind == "code":
        sys.setprofile(_raise_in_endpoint)
    try:
        yield
    finally:
        sys.setprofile(None)
        fault.reset(token)


def _raise_in_endpoint(frame: FrameType, event: str, argument: Any) -> None:
    """For sys.setprofile, which forgets a function that raises: so it raises but once."""
    if event == "call" and fault.get() and frame.f_code.co_filename.endswith(ENDPOINTS):
        raise PlantedError("planted by the explorer")


def lose_database_in_django() -> None:
    if fault.get() == "database":
        raise importlib.import_module("django.db").OperationalError("the database is gone")


def lose_database_in_sqlalchemy(statement: str) -> None:
    if fault.get() == "database":
        errors = importlib.import_module("sqlalchemy.exc")
        raise errors.OperationalError(statement, None, Exception("the database is gone"))
