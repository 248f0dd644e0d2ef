"""SQL as the framework's own hooks tell it: Django's execute_wrapper, SQLAlchemy's events."""

import importlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from . import faults
from .recorder import current


@contextmanager
def watch_statements(name: str) -> Iterator[None]:
    """Note the statements of the request that runs inside."""
    if name != "django":
        _listen_to_sqlalchemy()
        yield
        return
    with importlib.import_module("django.db").connection.execute_wrapper(_execute):
        yield


def _execute(execute: Any, sql: str, parameters: Any, many: bool, context: Any) -> Any:
    recorder = current.get()
    entry = recorder.statement(sql) if recorder else {}
    faults.lose_database_in_django()
    result = execute(sql, parameters, many, context)
    if recorder:
        entry["end"] = recorder.now()
    return result


@cache
def _listen_to_sqlalchemy() -> None:
    """Once, for every engine of the process."""
    sqlalchemy = importlib.import_module("sqlalchemy")

    def before(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        if recorder := current.get():
            connection.info["traced"] = recorder.statement(statement)
            faults.lose_database_in_sqlalchemy(statement)

    def after(connection: Any, *rest: Any) -> None:
        if recorder := current.get():
            connection.info["traced"]["end"] = recorder.now()

    engine = sqlalchemy.Engine
    sqlalchemy.event.listen(engine, "before_cursor_execute", before)
    sqlalchemy.event.listen(engine, "after_cursor_execute", after)
