"""The migrations make the tables that the models describe."""

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
