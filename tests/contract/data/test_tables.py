"""The migrations of every implementation make the tables of shared_contract/tables.yaml."""

from collections.abc import Iterator
from dataclasses import replace
from fnmatch import fnmatch
from typing import Any

import pytest
import yaml

from tests.support.database_tables import Table, read_tables
from tests.support.databases import another_database
from tests.support.servers import ROOT, Program, downgrade, migrate
from tests.support.targets import Target

pytestmark = [pytest.mark.rule("D1"), pytest.mark.needs_database]

CONTRACT = yaml.safe_load((ROOT / "shared_contract/tables.yaml").read_text("utf-8"))


def table_of_contract(table: dict[str, Any], spelled: dict[str, str]) -> Table:
    """One table of the contract as `read_tables` would show it."""
    columns, primary_key = table["columns"], table.get("primary_key", "id")
    return {
        "columns": {
            name: {
                "type": spelled.get(column["type"], column["type"].upper()),
                "nullable": column.get("nullable", False),
                "default": None,
            }
            for name, column in columns.items()
        },
        "primary_key": [primary_key],
        "keys_are_never_reused": columns[primary_key]["type"] == "key",
        "foreign_keys": {
            name: {"references": column["references"], "options": {}}
            for name, column in columns.items()
            if "references" in column
        },
        "unique": {",".join(columns): True for columns in table.get("unique", [])},
    }


def facts(node: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Each leaf of nested dictionaries with the dotted path to it."""
    if isinstance(node, dict) and node:
        for name, value in node.items():
            yield from facts(value, f"{path}.{name}" if path else str(name))
    elif node != {}:
        yield path, node


def kind_of(program: Program) -> str:
    return program.database_url.partition(":")[0]


def differences(program: Program) -> dict[str, str]:
    """What a program's database and the contract say of each other, by dotted path."""
    spelled = CONTRACT["types"][kind_of(program)]
    tables = {name: table_of_contract(table, spelled) for name, table in CONTRACT["tables"].items()}
    found_tables = read_tables(program.database_url)
    for table in found_tables.values():
        del table["indexes"]
    wanted, found = dict(facts(tables)), dict(facts(found_tables))
    return {
        path: f"{found.get(path, 'nothing')} instead of {wanted.get(path, 'nothing')}"
        for path in sorted(wanted.keys() | found.keys())
        if wanted.get(path) != found.get(path)
    }


def declared(program: Program) -> list[str]:
    """Patterns of the differences that the program's framework forces."""
    return [
        exception["difference"]
        for exception in CONTRACT["exceptions"]
        if program.implementation in exception["implementations"]
        and kind_of(program) in exception["databases"]
    ]


@pytest.fixture(scope="module")
def migrated(target: Target, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """The target with a database of its own, to which no other has added tables."""
    assert target.program is not None
    folder = tmp_path_factory.mktemp("migrated")
    with another_database(target.program.database_url, folder) as url:
        program = replace(target.program, database_url=url)
        migrate(program)
        yield program


def test_the_tables_are_those_of_the_contract(migrated: Program) -> None:
    patterns = declared(migrated)
    undeclared = {
        path: difference
        for path, difference in differences(migrated).items()
        if not any(fnmatch(path, pattern) for pattern in patterns)
    }
    assert undeclared == {}


@pytest.mark.parametrize(
    ("table", "columns"),
    [(name, one) for name, table in CONTRACT["tables"].items() for one in table.get("indexes", [])],
)
def test_an_index_begins_with_the_columns_of_a_query(
    migrated: Program, table: str, columns: list[str]
) -> None:
    indexes = read_tables(migrated.database_url)[table]["indexes"]
    assert any(index[: len(columns)] == columns for index in indexes)


def test_every_declared_exception_still_happens(migrated: Program) -> None:
    found = list(differences(migrated))
    for pattern in declared(migrated):
        assert any(fnmatch(path, pattern) for path in found), pattern


def test_migrations_go_down_to_nothing_and_up_again(fresh_program: Program) -> None:
    migrate(fresh_program)
    first = read_tables(fresh_program.database_url)
    downgrade(fresh_program)
    left = read_tables(fresh_program.database_url).keys() & CONTRACT["tables"].keys()
    migrate(fresh_program)
    assert left == set()
    assert read_tables(fresh_program.database_url) == first
