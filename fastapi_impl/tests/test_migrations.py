"""The migrations make the tables that the models describe."""

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, inspect, text


def test_no_migration_is_missing(alembic: Config, engine: Engine) -> None:
    command.check(alembic)


def test_they_go_down_and_up_again(alembic: Config, engine: Engine) -> None:
    command.downgrade(alembic, "base")
    assert inspect(engine).get_table_names() == ["alembic_version"]
    command.upgrade(alembic, "head")
    assert {"users", "posts", "tokens"} <= set(inspect(engine).get_table_names())


def test_tables_that_another_program_made_are_taken_over(alembic: Config, engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE alembic_version"))
    command.stamp(alembic, "head")
    command.upgrade(alembic, "head")
    command.check(alembic)


def test_they_are_printed_without_a_server(
    alembic: Config, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/nothing")
    command.upgrade(alembic, "head", sql=True)
    printed = capsys.readouterr().out
    assert all(f"CREATE TABLE {name}" in printed for name in ("users", "posts", "tokens"))
