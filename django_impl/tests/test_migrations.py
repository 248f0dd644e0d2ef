"""Migrations are complete, and lead up as well as down."""

import sqlite3
from contextlib import closing
from pathlib import Path

from tests.conftest import Run


def test_no_migration_is_missing(manage: Run) -> None:
    done = manage("makemigrations", "--check", "--dry-run")
    assert done.returncode == 0, done.stdout


def test_up_down_and_up_again(manage: Run) -> None:
    steps = [["migrate"], ["migrate", "users", "zero"], ["migrate"], ["migrate", "--check"]]
    done = [manage(*step) for step in steps]
    assert [step.returncode for step in done] == [0, 0, 0, 0], done


def test_tables_that_another_program_made_are_taken_over(manage: Run, tmp_path: Path) -> None:
    assert not any(manage("migrate", app).returncode for app in ("posts", "users"))
    with closing(sqlite3.connect(tmp_path / "data.sqlite3")) as database:
        database.execute("DROP TABLE django_migrations")
    done = manage("migrate", "--fake-initial")
    assert done.returncode == 0, done.stderr
    faked = [line.split()[1] for line in done.stdout.splitlines() if line.endswith("FAKED")]
    assert {name.partition(".")[0] for name in faked} == {"posts", "users"}
