"""Read the tables of a database back, in the words of shared_contract/tables.yaml."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Inspector, create_engine, inspect, text
from sqlalchemy.pool import NullPool

Table = dict[str, Any]


def read_tables(url: str) -> dict[str, Table]:
    """Every table of the database by its name."""
    engine = create_engine(url, poolclass=NullPool)
    with engine.connect() as connection:
        inspector = inspect(connection)
        return {name: _table(connection, inspector, name) for name in inspector.get_table_names()}


def _table(connection: Connection, inspector: Inspector, name: str) -> Table:
    indexes = inspector.get_indexes(name)
    return {
        "columns": {
            column["name"]: {
                "type": column["type"].compile(dialect=connection.dialect),
                "nullable": column["nullable"],
                "default": column["default"],
            }
            for column in inspector.get_columns(name)
        },
        "primary_key": inspector.get_pk_constraint(name)["constrained_columns"],
        "keys_are_never_reused": _keys_are_never_reused(connection, inspector, name),
        "foreign_keys": {
            ",".join(key["constrained_columns"]): {
                "references": f"{key['referred_table']}.{','.join(key['referred_columns'])}",
                "options": key["options"],
            }
            for key in inspector.get_foreign_keys(name)
        },
        "unique": {",".join(columns): True for columns in _unique(inspector, name)},
        "indexes": sorted(list(map(str, index["column_names"])) for index in indexes),
    }


def _unique(inspector: Inspector, name: str) -> Iterator[list[str]]:
    """The columns of each unique constraint, also where it is an index alone."""
    for constraint in inspector.get_unique_constraints(name):
        yield constraint["column_names"]
    for index in inspector.get_indexes(name):
        if index["unique"]:
            yield [str(column) for column in index["column_names"]]


def _keys_are_never_reused(connection: Connection, inspector: Inspector, name: str) -> bool:
    if connection.dialect.name == "sqlite":
        statement = text("SELECT sql FROM sqlite_master WHERE name = :name")
        return "AUTOINCREMENT" in connection.execute(statement, {"name": name}).scalar_one()
    identity = next(iter(inspector.get_columns(name))).get("identity")
    return identity is not None and not identity["cycle"]
